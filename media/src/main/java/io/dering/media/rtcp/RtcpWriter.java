package io.dering.media.rtcp;

import static io.dering.media.rtcp.RtcpPackets.BLOCK_LENGTH;
import static io.dering.media.rtcp.RtcpPackets.HEADER_LENGTH;
import static io.dering.media.rtcp.RtcpPackets.SENDER_INFO_LENGTH;
import static io.dering.media.rtcp.RtcpPackets.SSRC_LENGTH;

import io.dering.media.rtp.NetworkOrder;
import java.nio.charset.StandardCharsets;

/// Writes a compound packet: SR or RR, SDES with one CNAME, BYE if asked (RFC 3550 §6.1).
public final class RtcpWriter {
  private static final int MAX_BLOCKS = 31;
  private static final int MAX_CNAME_LENGTH = 255;

  /// The item's type and length, and at most four bytes of zeros behind it (RFC 3550 §6.5).
  private static final int MAX_ITEM_OVERHEAD = 6;

  /// Longest packet [#write] makes: SR with 31 blocks, a CNAME of 255 bytes, BYE.
  public static final int MAX_LENGTH = maxLength(MAX_BLOCKS, MAX_CNAME_LENGTH);

  private RtcpWriter() {}

  /// Longest packet [#write] makes of a report with at most so many blocks, for a CNAME of so many
  /// bytes.
  public static int maxLength(int blocks, int cnameLength) {
    return HEADER_LENGTH
        + SSRC_LENGTH
        + SENDER_INFO_LENGTH
        + blocks * BLOCK_LENGTH
        + (HEADER_LENGTH + SSRC_LENGTH + MAX_ITEM_OVERHEAD + cnameLength)
        + (HEADER_LENGTH + SSRC_LENGTH);
  }

  /// Writes `report` at `b[off]` and returns its length, a multiple of four and at most
  /// [#MAX_LENGTH]. The array has that much room, and
  /// [io.dering.media.srtp.SrtpSender#MAX_TRAILER_LENGTH] more when the packet is protected in
  /// place.
  public static int write(byte[] b, int off, RtcpReport report) {
    int at = writeReport(b, off, report);
    at = writeSourceDescription(b, at, report);
    if (report.bye()) {
      at = writeGoodbye(b, at, report.ssrc());
    }
    return at - off;
  }

  private static int writeReport(byte[] b, int start, RtcpReport report) {
    int at = start + HEADER_LENGTH;
    NetworkOrder.int32(b, at, report.ssrc());
    at += SSRC_LENGTH;
    SenderReport sender = report.sender();
    if (sender != null) {
      NetworkOrder.int64(b, at, sender.ntpTimestamp());
      NetworkOrder.int32(b, at + 8, sender.rtpTimestamp());
      NetworkOrder.int32(b, at + 12, sender.packetCount());
      NetworkOrder.int32(b, at + 16, sender.octetCount());
      at += SENDER_INFO_LENGTH;
    }
    for (ReportBlock block : report.blocks()) {
      writeBlock(b, at, block);
      at += BLOCK_LENGTH;
    }
    int type = sender == null ? RtcpPackets.RECEIVER_REPORT : RtcpPackets.SENDER_REPORT;
    writeHeader(b, start, report.blocks().size(), type, at - start);
    return at;
  }

  private static void writeBlock(byte[] b, int at, ReportBlock block) {
    NetworkOrder.int32(b, at, block.ssrc());
    int loss = block.fractionLost() << 24 | (block.cumulativeLost() & 0xFF_FFFF);
    NetworkOrder.int32(b, at + 4, loss);
    NetworkOrder.int32(b, at + 8, block.extendedHighestSequenceNumber());
    NetworkOrder.int32(b, at + 12, block.jitterTicks());
    NetworkOrder.int32(b, at + 16, block.lastSenderReport());
    NetworkOrder.int32(b, at + 20, block.delaySinceLastSenderReport());
  }

  private static int writeSourceDescription(byte[] b, int start, RtcpReport report) {
    byte[] name = report.cname().getBytes(StandardCharsets.UTF_8);
    int at = start + HEADER_LENGTH;
    NetworkOrder.int32(b, at, report.ssrc());
    at += SSRC_LENGTH;
    b[at] = RtcpPackets.CNAME;
    b[at + 1] = (byte) name.length;
    System.arraycopy(name, 0, b, at + 2, name.length);
    at += 2 + name.length;
    // The list of items ends with one zero at least, and on a word boundary.
    do {
      b[at++] = 0;
    } while ((at - start) % 4 != 0);
    writeHeader(b, start, 1, RtcpPackets.SOURCE_DESCRIPTION, at - start);
    return at;
  }

  private static int writeGoodbye(byte[] b, int start, int ssrc) {
    NetworkOrder.int32(b, start + HEADER_LENGTH, ssrc);
    int length = HEADER_LENGTH + SSRC_LENGTH;
    writeHeader(b, start, 1, RtcpPackets.GOODBYE, length);
    return start + length;
  }

  private static void writeHeader(byte[] b, int at, int count, int type, int length) {
    b[at] = (byte) (RtcpPackets.VERSION_2 | count);
    b[at + 1] = (byte) type;
    NetworkOrder.int16(b, at + 2, length / 4 - 1);
  }
}
