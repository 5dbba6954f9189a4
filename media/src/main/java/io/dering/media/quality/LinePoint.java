package io.dering.media.quality;

/// One leg over one interval.
///
/// @param in packets that the peer sent to us in the interval, whether they arrived or not
/// @param lostIn how many of them did not arrive
/// @param out packets that we sent to the peer
/// @param lostOut how many of them the peer reported lost
/// @param jitterMs the larger one of both directions at the end of the interval
/// @param roundTripMs of the last report, -1 before the first one that allows it
public record LinePoint(
    long in, long lostIn, long out, long lostOut, int jitterMs, int roundTripMs) {
  /// Both intervals as one: counts are added, of jitter and round trip the larger stays.
  LinePoint and(LinePoint later) {
    return new LinePoint(
        in + later.in,
        lostIn + later.lostIn,
        out + later.out,
        lostOut + later.lostOut,
        Math.max(jitterMs, later.jitterMs),
        Math.max(roundTripMs, later.roundTripMs));
  }

  /// Lost packets of both directions in a thousand, 0 to 1000.
  public int lossPermille() {
    return permille(lostIn + lostOut, in + out);
  }

  /// Of what the peer sent.
  public int lossInPermille() {
    return permille(lostIn, in);
  }

  /// Of what was sent to the peer.
  public int lossOutPermille() {
    return permille(lostOut, out);
  }

  /// What people would say of the worse direction, in tenths: 10 to 45 (see [EModel]).
  public int mosTenths() {
    return EModel.mosTenths(
        Math.max(lossInPermille(), lossOutPermille()), EModel.oneWayMs(roundTripMs, jitterMs));
  }

  private static int permille(long lost, long of) {
    return of == 0 ? 0 : (int) Math.min(1_000, lost * 1_000 / of);
  }
}
