package io.dering.media.rtp;

/// What a receiver reports about one source: expected, lost, fraction lost, jitter (RFC 3550
/// §6.4.1, appendices A.1, A.3 and A.8).
///
/// | event | effect |
/// |---|---|
/// | first packet | the stream starts at its sequence number |
/// | ahead by less than [#MAX_DROPOUT] | the packets between count as lost until they come |
/// | behind by less than [#MAX_MISORDER] | late or duplicate: counts as received, as the RFC has it |
/// | any other jump | ignored, unless the next packet continues it: then the source has restarted and all counts begin anew |
///
/// There is no probation of new sources: SRTP has authenticated the packet. Jitter is in ticks of
/// the RTP clock, kept times 16 as in A.8. Nothing allocates.
public final class ReceptionStatistics {
  /// A jump ahead of this many packets or more is not loss but a restart (RFC 3550 A.1).
  static final int MAX_DROPOUT = 3000;

  /// A packet further behind than this is not late but a restart (RFC 3550 A.1).
  static final int MAX_MISORDER = 100;

  /// A longer difference between two transit times, 46 minutes at 48 kHz, counts as this one: 16
  /// times as much is the most that the jitter's 32 bits hold.
  private static final int MAX_TRANSIT_DIFFERENCE = (1 << 27) - 1;

  private static final int NONE = -1;
  private static final int MAX_CUMULATIVE_LOST = 0x7F_FFFF;
  private static final int MIN_CUMULATIVE_LOST = -0x80_0000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int ssrc;
  private final int clockRateHz;

  private boolean started;
  private long zeroNanos;
  private int firstSequenceNumber;
  private int highestSequenceNumber;
  private long cycles;
  private int restartSequenceNumber = NONE;
  private long received;
  private long expectedAtReport;
  private long receivedAtReport;

  private int lastTransit;
  private int scaledJitter;

  /// `clockRateHz`: the rate of the RTP timestamp, 48,000 for Opus.
  public ReceptionStatistics(int ssrc, int clockRateHz) {
    if (clockRateHz <= 0) {
      throw new IllegalArgumentException("clock rate must be positive: " + clockRateHz);
    }
    this.ssrc = ssrc;
    this.clockRateHz = clockRateHz;
  }

  /// Counts an authenticated packet that arrived at `nowNanos`.
  public void receive(int sequenceNumber, int timestamp, long nowNanos) {
    if (!started) {
      zeroNanos = nowNanos;
    }
    int transit = ticks(nowNanos - zeroNanos) - timestamp;
    if (!started) {
      start(sequenceNumber, transit);
      return;
    }
    int ahead = SerialNumbers.difference16(sequenceNumber, highestSequenceNumber);
    if (ahead >= MAX_DROPOUT || ahead <= -MAX_MISORDER) {
      if (sequenceNumber == restartSequenceNumber) {
        start(sequenceNumber, transit);
      } else {
        restartSequenceNumber = (sequenceNumber + 1) & 0xFFFF;
      }
      return;
    }
    if (ahead > 0) {
      if (sequenceNumber < highestSequenceNumber) {
        cycles += 1 << 16;
      }
      highestSequenceNumber = sequenceNumber;
    }
    restartSequenceNumber = NONE;
    received++;
    updateJitter(transit);
  }

  private void start(int sequenceNumber, int transit) {
    started = true;
    firstSequenceNumber = sequenceNumber;
    highestSequenceNumber = sequenceNumber;
    restartSequenceNumber = NONE;
    cycles = 0;
    received = 1;
    expectedAtReport = 0;
    receivedAtReport = 0;
    lastTransit = transit;
    scaledJitter = 0;
  }

  /// J := J + (|D| - J) / 16, A.8.
  private void updateJitter(int transit) {
    long difference = Math.abs((long) SerialNumbers.difference32(transit, lastTransit));
    lastTransit = transit;
    scaledJitter += (int) Math.min(difference, MAX_TRANSIT_DIFFERENCE) - ((scaledJitter + 8) >> 4);
  }

  /// Whole seconds and the rest apart, so that the product stays within 64 bits. Counted from the
  /// first packet: the clock itself may wrap.
  private int ticks(long nanos) {
    long seconds = nanos / NANOS_PER_SECOND;
    long rest = nanos % NANOS_PER_SECOND;
    return (int) (seconds * clockRateHz + rest * clockRateHz / NANOS_PER_SECOND);
  }

  /// The source these statistics are about.
  public int ssrc() {
    return ssrc;
  }

  /// Packets received since the stream's start, duplicates included.
  public long received() {
    return received;
  }

  /// Packets the source has sent by its sequence numbers; 0 before the first.
  public long expected() {
    return started ? cycles + highestSequenceNumber - firstSequenceNumber + 1 : 0;
  }

  /// Packets lost since the start, within the 24 bits of a report; negative when duplicates
  /// outnumber losses.
  public int cumulativeLost() {
    long lost = expected() - received;
    return Math.clamp(lost, MIN_CUMULATIVE_LOST, MAX_CUMULATIVE_LOST);
  }

  /// Highest sequence number with the count of its cycles above it, 32 bits.
  public int extendedHighestSequenceNumber() {
    return (int) (cycles + highestSequenceNumber);
  }

  /// Interarrival jitter in ticks.
  public int jitterTicks() {
    return scaledJitter >> 4;
  }

  /// The fraction of packets lost since the last call, in 1/256; begins a new interval. A.3.
  public int endInterval() {
    long expected = expected();
    long expectedInInterval = expected - expectedAtReport;
    long lostInInterval = expectedInInterval - (received - receivedAtReport);
    expectedAtReport = expected;
    receivedAtReport = received;
    return expectedInInterval <= 0 || lostInInterval <= 0
        ? 0
        : (int) Math.min(255, (lostInInterval << 8) / expectedInInterval);
  }
}
