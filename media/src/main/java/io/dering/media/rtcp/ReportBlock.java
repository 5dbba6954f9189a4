package io.dering.media.rtcp;

/// One source as its receiver hears it, RFC 3550 §6.4.1.
///
/// @param ssrc the source reported on
/// @param fractionLost lost since the previous report, in 1/256, 0..255
/// @param cumulativeLost lost since the start, signed 24 bits; negative when duplicates outnumber
///   losses
/// @param extendedHighestSequenceNumber cycles in the high half, sequence number in the low one
/// @param jitterTicks interarrival jitter in ticks of the RTP clock, unsigned 32 bits
/// @param lastSenderReport middle 32 bits of the NTP time of the last SR from the source, 0 when
///   none
/// @param delaySinceLastSenderReport time from that SR to this report in 1/65536 s, 0 when none
public record ReportBlock(
    int ssrc,
    int fractionLost,
    int cumulativeLost,
    int extendedHighestSequenceNumber,
    int jitterTicks,
    int lastSenderReport,
    int delaySinceLastSenderReport) {

  private static final int LOST_LIMIT = 1 << 23;

  /// Throws `IllegalArgumentException` for a value that its field cannot carry.
  public ReportBlock {
    if (fractionLost < 0 || fractionLost > 255) {
      throw new IllegalArgumentException("fraction lost is 0..255: " + fractionLost);
    }
    if (cumulativeLost < -LOST_LIMIT || cumulativeLost >= LOST_LIMIT) {
      throw new IllegalArgumentException("cumulative lost has 24 bits: " + cumulativeLost);
    }
  }
}
