package io.dering.media.leg;

/// What a leg counts. Written by the leg's own thread alone; read by it too, when its owner asks.
// Counters in an array by ordinal: the array lives and dies with the process.
@SuppressWarnings("EnumOrdinal")
public final class LegStats {
  private final long[] drops = new long[LegDrop.values().length];
  private long packetsIn;
  private long bytesIn;
  private long packetsOut;
  private long bytesOut;
  private long failedHandshakes;
  private long lost;
  private long jitterTicks;
  private long lostAtPeer;
  private long jitterAtPeerTicks;
  private long roundTripNanos = -1;

  public void drop(LegDrop reason) {
    drops[reason.ordinal()]++;
  }

  void received(int length) {
    packetsIn++;
    bytesIn += length;
  }

  void sent(int length) {
    packetsOut++;
    bytesOut += length;
  }

  void handshakeFailed() {
    failedHandshakes++;
  }

  void reception(long lostPackets, long jitter) {
    lost = lostPackets;
    jitterTicks = jitter;
  }

  void peerReport(long lostPackets, long jitter, long roundTrip) {
    lostAtPeer = lostPackets;
    jitterAtPeerTicks = jitter;
    if (roundTrip >= 0) {
      roundTripNanos = roundTrip;
    }
  }

  /// Counts another leg in, as [Snapshot#plus] does, without an object for each of thousands.
  public void add(LegStats other) {
    for (int i = 0; i < drops.length; i++) {
      drops[i] += other.drops[i];
    }
    packetsIn += other.packetsIn;
    bytesIn += other.bytesIn;
    packetsOut += other.packetsOut;
    bytesOut += other.bytesOut;
    failedHandshakes += other.failedHandshakes;
    lost += other.lost;
    jitterTicks = Math.max(jitterTicks, other.jitterTicks);
    lostAtPeer += other.lostAtPeer;
    jitterAtPeerTicks = Math.max(jitterAtPeerTicks, other.jitterAtPeerTicks);
    roundTripNanos = Math.max(roundTripNanos, other.roundTripNanos);
  }

  /// A copy for other threads.
  public Snapshot snapshot() {
    return new Snapshot(
        packetsIn,
        bytesIn,
        packetsOut,
        bytesOut,
        lost,
        jitterTicks * 1_000_000_000L / 48_000,
        lostAtPeer,
        jitterAtPeerTicks * 1_000_000_000L / 48_000,
        roundTripNanos,
        failedHandshakes,
        drops.clone());
  }

  /// A leg's figures at one moment. `lost` and `jitterNanos` are of what the peer sent to us, the
  /// `AtPeer` ones are what the peer reported of what we sent (RFC 3550 §6.4.1); `roundTripNanos`
  /// is -1 before the first report that allows it. Bytes count SRTP datagrams without IP and UDP.
  // The array is a copy that nobody else holds.
  @SuppressWarnings("ArrayRecordComponent")
  public record Snapshot(
      long packetsIn,
      long bytesIn,
      long packetsOut,
      long bytesOut,
      long lost,
      long jitterNanos,
      long lostAtPeer,
      long jitterAtPeerNanos,
      long roundTripNanos,
      long failedHandshakes,
      long[] drops) {

    /// No traffic at all.
    public static final Snapshot ZERO =
        new Snapshot(0, 0, 0, 0, 0, 0, 0, 0, -1, 0, new long[LegDrop.values().length]);

    /// Both together: counts are added, of jitter and round trip the larger stays.
    public Snapshot plus(Snapshot other) {
      long[] sum = drops.clone();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other.drops[i];
      }
      return new Snapshot(
          packetsIn + other.packetsIn,
          bytesIn + other.bytesIn,
          packetsOut + other.packetsOut,
          bytesOut + other.bytesOut,
          lost + other.lost,
          Math.max(jitterNanos, other.jitterNanos),
          lostAtPeer + other.lostAtPeer,
          Math.max(jitterAtPeerNanos, other.jitterAtPeerNanos),
          Math.max(roundTripNanos, other.roundTripNanos),
          failedHandshakes + other.failedHandshakes,
          sum);
    }

    public long dropped(LegDrop reason) {
      return drops[reason.ordinal()];
    }
  }
}
