package io.dering.media.leg;

import io.dering.media.rtcp.ReportBlock;
import io.dering.media.rtcp.RtcpReader;
import io.dering.media.rtcp.RtcpReport;
import io.dering.media.rtcp.RtcpSink;
import io.dering.media.rtcp.RtcpVerdict;
import io.dering.media.rtcp.RtcpWriter;
import io.dering.media.rtcp.SenderReport;
import io.dering.media.rtp.ReceptionStatistics;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpSender;
import io.dering.media.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A leg's RTCP: what we report, what the peer reports, the round trip between (RFC 3550 §6).
///
/// The NTP timestamps count from the moment the leg became ready: RFC 3550 §4 allows a clock that
/// is not the time of day, only differences are used, and from there nanoseconds never wrap.
final class LegReports implements RtcpSink {
  /// Mean time between reports. More reports make quality figures fresher and cost a packet each.
  static final long INTERVAL_NANOS = 2_000_000_000L;

  /// A sender report older than this is no longer echoed: its age would not fit the field.
  private static final long MAX_ECHO_AGE_NANOS = 3_600_000_000_000L;

  private static final int OPUS_CLOCK_HZ = 48_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int ssrc;
  private final String cname;
  private final RandomGenerator random;
  private final byte[] scratch;

  private long zeroNanos;
  private long nextNanos = Deadline.NEVER;
  private @Nullable ReceptionStatistics reception;
  private long packetsAtLastReport;
  private int lastSenderReport;
  private long lastSenderReportNanos;

  private @Nullable LegStats reading;
  private long readingNanos;

  LegReports(int ssrc, String cname, RandomGenerator random) {
    this.ssrc = ssrc;
    this.cname = cname;
    this.random = random;
    int nameLength = cname.getBytes(StandardCharsets.UTF_8).length;
    scratch = new byte[RtcpWriter.maxLength(1, nameLength) + SrtpSender.MAX_TRAILER_LENGTH];
  }

  void start(long nowNanos) {
    zeroNanos = nowNanos;
    nextNanos = Deadline.after(nowNanos, interval());
  }

  long nextDeadlineNanos() {
    return nextNanos;
  }

  /// Where [#write] and [#writeBye] put the packet, from 0, with room for SRTCP's trailer.
  byte[] scratch() {
    return scratch;
  }

  /// An authentic RTP packet has come in. A new source begins new figures.
  void received(byte[] b, int offset, long nowNanos) {
    int source = RtpHeader.ssrc(b, offset);
    ReceptionStatistics from = reception;
    if (from == null || from.ssrc() != source) {
      from = new ReceptionStatistics(source, OPUS_CLOCK_HZ);
      reception = from;
    }
    from.receive(RtpHeader.sequenceNumber(b, offset), RtpHeader.timestamp(b, offset), nowNanos);
  }

  /// Reads an authentic compound packet.
  ///
  /// @return false when it is malformed; then nothing of it counts
  boolean receivedReport(byte[] b, int offset, int length, LegStats stats, long nowNanos) {
    reading = stats;
    readingNanos = nowNanos;
    return RtcpReader.read(b, offset, length, this) == RtcpVerdict.WELL_FORMED;
  }

  /// Writes the report that is due and sets the next deadline.
  int write(OutgoingStream outgoing, LegStats stats, long nowNanos) {
    nextNanos = Deadline.after(nowNanos, interval());
    return write(outgoing, stats, nowNanos, false);
  }

  int writeBye(OutgoingStream outgoing, LegStats stats, long nowNanos) {
    return write(outgoing, stats, nowNanos, true);
  }

  @Override
  public void senderReport(int source, SenderReport info) {
    lastSenderReport = info.middleNtp();
    lastSenderReportNanos = readingNanos;
  }

  @Override
  public void reportBlock(int reporter, ReportBlock block) {
    LegStats stats = reading;
    if (stats == null || block.ssrc() != ssrc) {
      return;
    }
    long roundTrip = -1;
    if (block.lastSenderReport() != 0) {
      int delay =
          (int) (ntp(readingNanos) >>> 16)
              - block.lastSenderReport()
              - block.delaySinceLastSenderReport();
      roundTrip = delay < 0 ? -1 : (delay * NANOS_PER_SECOND) >>> 16;
    }
    stats.peerReport(
        block.cumulativeLost(), Integer.toUnsignedLong(block.jitterTicks()), roundTrip);
  }

  /// BYE ends nothing here: calls are ended by the control plane.
  @Override
  public void goodbye(int source) {}

  private int write(OutgoingStream outgoing, LegStats stats, long nowNanos, boolean bye) {
    SenderReport sender =
        outgoing.packets() == packetsAtLastReport
            ? null
            : new SenderReport(
                ntp(nowNanos),
                outgoing.timestampAt(nowNanos),
                (int) outgoing.packets(),
                (int) outgoing.payloadBytes());
    packetsAtLastReport = outgoing.packets();
    ReceptionStatistics from = reception;
    List<ReportBlock> blocks = List.of();
    if (from != null) {
      stats.reception(from.cumulativeLost(), from.jitterTicks());
      blocks = List.of(block(from, nowNanos));
    }
    return RtcpWriter.write(scratch, 0, new RtcpReport(ssrc, sender, blocks, cname, bye));
  }

  private ReportBlock block(ReceptionStatistics from, long nowNanos) {
    long ageNanos = nowNanos - lastSenderReportNanos;
    boolean echoed = lastSenderReport != 0 && ageNanos <= MAX_ECHO_AGE_NANOS;
    return new ReportBlock(
        from.ssrc(),
        from.endInterval(),
        from.cumulativeLost(),
        from.extendedHighestSequenceNumber(),
        from.jitterTicks(),
        echoed ? lastSenderReport : 0,
        echoed ? (int) ((ageNanos << 16) / NANOS_PER_SECOND) : 0);
  }

  /// Half to one and a half times the mean, so that peers do not report in step (§6.2).
  private long interval() {
    return INTERVAL_NANOS / 2 + random.nextLong(INTERVAL_NANOS);
  }

  private long ntp(long nowNanos) {
    long elapsedNanos = nowNanos - zeroNanos;
    long seconds = elapsedNanos / NANOS_PER_SECOND;
    long rest = elapsedNanos % NANOS_PER_SECOND;
    return (seconds << 32) | ((rest << 32) / NANOS_PER_SECOND);
  }
}
