package io.dering.transport.udp;

import io.dering.media.leg.LegStats;

/// Everything counted since the start, legs that live and legs that are gone.
///
/// @param held what there is now
/// @param strangers datagrams that belonged to no leg
/// @param sendFailures datagrams that the operating system refused
/// @param defects of ours that showed on the loop; each ended one leg
public record MediaTotals(
    LegStats.Snapshot customer,
    LegStats.Snapshot agent,
    Held held,
    long strangers,
    long sendFailures,
    long defects) {

  /// @param legs that live
  /// @param ports bound: the media port, and one for each leg that shares its peer's address with
  ///   another
  public record Held(int legs, int ports) {}
}
