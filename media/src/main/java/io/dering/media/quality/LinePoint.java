package io.dering.media.quality;

/// One leg over one interval, both directions together.
///
/// @param packets that were sent by either side in the interval
/// @param lost how many of them did not arrive
/// @param jitterMs the larger one of both directions at the end of the interval
/// @param roundTripMs of the last report, -1 before the first one that allows it
public record LinePoint(long packets, long lost, int jitterMs, int roundTripMs) {
  /// Both intervals as one: counts are added, of jitter and round trip the larger stays.
  LinePoint and(LinePoint later) {
    return new LinePoint(
        packets + later.packets,
        lost + later.lost,
        Math.max(jitterMs, later.jitterMs),
        Math.max(roundTripMs, later.roundTripMs));
  }

  /// Lost packets in a thousand, 0 to 1000.
  public int lossPermille() {
    return packets == 0 ? 0 : (int) Math.min(1_000, lost * 1_000 / packets);
  }
}
