package io.dering.transport.udp;

import io.dering.media.dtls.HandshakeRuling;
import io.dering.media.leg.LegStats;
import java.util.Map;

/// Everything counted since the start, legs that live and legs that are gone.
///
/// @param held what there is now
/// @param handshakes of DTLS
/// @param strangers datagrams that belonged to no leg
/// @param sendFailures datagrams that the operating system refused
/// @param defects of ours that showed on the loop; each ended one leg
/// @param priority of the media thread
public record MediaTotals(
    LegStats.Snapshot customer,
    LegStats.Snapshot agent,
    Held held,
    Handshakes handshakes,
    long strangers,
    long sendFailures,
    long defects,
    Priority priority) {

  /// @param legs that live
  /// @param ports bound: the media port, and one for each leg that shares its peer's address with
  ///   another
  public record Held(int legs, int ports) {}

  /// Of a thread that may go before all others.
  ///
  /// @param goesFirst whether it does now
  /// @param floods so often it needed too much of a processor, and shared for a while
  /// @param standstills so often it used a processor and ended no turn, and was made to share
  public record Priority(boolean goesFirst, long floods, long standstills) {
    public static final Priority SHARED = new Priority(false, 0, 0);
  }

  /// @param underWay now
  /// @param ruled how many began, and how many had to wait for which bound
  public record Handshakes(int underWay, Map<HandshakeRuling, Long> ruled) {
    public static final Handshakes NONE = new Handshakes(0, Map.of());

    public Handshakes {
      ruled = Map.copyOf(ruled);
    }

    public long ruled(HandshakeRuling ruling) {
      return ruled.getOrDefault(ruling, 0L);
    }
  }
}
