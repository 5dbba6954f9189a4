package io.dering.media.bridge;

import io.dering.media.leg.OutgoingStream;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.rtp.SerialNumbers;

/// How long an agent's packets may stay away before silence fills in: 60 ms, and on a path that
/// holds them up or loses them in a row a little more than it lately did. More passes late packets
/// in their own place; less shortens the hole in front of the silence. The listener's jitter buffer
/// has grown by what the path does anyway, so that there the longer hole is not heard.
///
/// A pause of the speaker's own is told from that by the source's clock: what its timestamps jump
/// beyond its sequence numbers nobody has held up.
final class HoldOff {
  /// On a good path.
  static final long LEAST_NANOS = 60_000_000L;

  /// What is away for longer is taken for gone, however bad the path. A hundredth of what Meta
  /// waits (138021).
  static final long MOST_NANOS = 400_000_000L;

  /// A path is as bad as its worst in the last one to two of these. More trusts a path later again.
  static final long MEMORY_NANOS = 10_000_000_000L;

  /// Beyond the longest gap that was seen, since the next may be longer.
  private static final long MARGIN_NANOS = 20_000_000L;

  /// Sequence numbers that step by more are a new source's.
  private static final int MAX_STEP = 100;

  // 48,000 ticks a second as a fraction.
  private static final long TICKS = 3;
  private static final long IN_NANOS = 62_500;

  private final long leastNanos;
  private final long mostNanos;
  private boolean known;
  private int source;
  private int highest;
  private int timestamp;
  private long heardNanos;
  private long windowNanos;
  private long longestNanos;
  private long longestBeforeNanos;

  HoldOff() {
    this(LEAST_NANOS, MOST_NANOS);
  }

  /// The same for ever where both are the same.
  HoldOff(long leastNanos, long mostNanos) {
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
  }

  /// Another agent comes over another path.
  void forget() {
    known = false;
    longestNanos = 0;
    longestBeforeNanos = 0;
  }

  /// A packet of the agent's came in, as it was sent to us.
  void heard(byte[] b, int offset, long nowNanos) {
    int sequence = RtpHeader.sequenceNumber(b, offset);
    int ticks = RtpHeader.timestamp(b, offset);
    boolean follows = known && source == RtpHeader.ssrc(b, offset);
    int step = SerialNumbers.difference16(sequence, highest);
    if (follows && step > 0 && step <= MAX_STEP) {
      int leap = SerialNumbers.difference32(ticks, timestamp);
      learn(nowNanos - heardNanos - pausedNanos(leap, step), nowNanos);
    }
    if (!follows || step > 0) {
      source = RtpHeader.ssrc(b, offset);
      highest = sequence;
      timestamp = ticks;
      known = true;
    }
    heardNanos = nowNanos;
  }

  long nanos(long nowNanos) {
    turn(nowNanos);
    long longest = Math.max(longestNanos, longestBeforeNanos);
    long asLong = longest + longest / 4 + MARGIN_NANOS;
    return Math.clamp(asLong, leastNanos, mostNanos);
  }

  private void learn(long gapNanos, long nowNanos) {
    turn(nowNanos);
    if (gapNanos <= mostNanos) {
      longestNanos = Math.max(longestNanos, gapNanos);
    }
  }

  private void turn(long nowNanos) {
    if (nowNanos - windowNanos >= MEMORY_NANOS) {
      longestBeforeNanos = nowNanos - windowNanos >= 2 * MEMORY_NANOS ? 0 : longestNanos;
      longestNanos = 0;
      windowNanos = nowNanos;
    }
  }

  /// For how long the source itself said nothing before this packet.
  private static long pausedNanos(int leap, int step) {
    long ticks = (long) leap - (long) step * OutgoingStream.FRAME_TICKS;
    return Math.max(0, ticks * IN_NANOS / TICKS);
  }
}
