package io.dering.media.rtcp;

import static io.dering.media.rtcp.RtcpPackets.BLOCK_LENGTH;
import static io.dering.media.rtcp.RtcpPackets.HEADER_LENGTH;
import static io.dering.media.rtcp.RtcpPackets.SENDER_INFO_LENGTH;
import static io.dering.media.rtcp.RtcpPackets.SSRC_LENGTH;

import io.dering.media.rtp.NetworkOrder;

/// Reads a compound packet, RFC 3550 §6.1 and appendix A.2, with reduced size allowed (RFC 5506).
///
/// The whole is checked before the sink hears the first word, so a malformed packet has no effect
/// at all. SDES and types we do not speak are stepped over; only their lengths are checked.
public final class RtcpReader {
  private RtcpReader() {}

  /// Reads the unprotected compound packet `b[off..off+len)`.
  public static RtcpVerdict read(byte[] b, int off, int len, RtcpSink out) {
    RtcpVerdict verdict = check(b, off, len);
    if (verdict == RtcpVerdict.WELL_FORMED) {
      int end = off + len;
      for (int at = off; at < end; at += length(b, at)) {
        deliver(b, at, out);
      }
    }
    return verdict;
  }

  private static RtcpVerdict check(byte[] b, int off, int len) {
    if (len < HEADER_LENGTH || len % 4 != 0) {
      return RtcpVerdict.TOO_SHORT;
    }
    int end = off + len;
    for (int at = off; at < end; at += length(b, at)) {
      RtcpVerdict verdict = checkPacket(b, at, end);
      if (verdict != RtcpVerdict.WELL_FORMED) {
        return verdict;
      }
    }
    return RtcpVerdict.WELL_FORMED;
  }

  private static RtcpVerdict checkPacket(byte[] b, int at, int end) {
    if ((b[at] & RtcpPackets.VERSION_MASK) != RtcpPackets.VERSION_2) {
      return RtcpVerdict.NOT_VERSION_2;
    }
    int length = length(b, at);
    if (length > end - at) {
      return RtcpVerdict.BAD_LENGTH;
    }
    int content = length;
    if ((b[at] & RtcpPackets.PADDING_BIT) != 0) {
      int padding = b[at + length - 1] & 0xFF;
      boolean fits = padding > 0 && padding % 4 == 0 && padding <= length - HEADER_LENGTH;
      if (at + length != end || !fits) {
        return RtcpVerdict.BAD_PADDING;
      }
      content -= padding;
    }
    return content < leastLength(b, at) ? RtcpVerdict.BAD_COUNT : RtcpVerdict.WELL_FORMED;
  }

  /// What the packet's type and count need at least, header included.
  private static int leastLength(byte[] b, int at) {
    int count = count(b, at);
    return switch (type(b, at)) {
      case RtcpPackets.SENDER_REPORT ->
          HEADER_LENGTH + SSRC_LENGTH + SENDER_INFO_LENGTH + count * BLOCK_LENGTH;
      case RtcpPackets.RECEIVER_REPORT -> HEADER_LENGTH + SSRC_LENGTH + count * BLOCK_LENGTH;
      case RtcpPackets.GOODBYE -> HEADER_LENGTH + count * SSRC_LENGTH;
      default -> HEADER_LENGTH;
    };
  }

  private static void deliver(byte[] b, int at, RtcpSink out) {
    int body = at + HEADER_LENGTH;
    switch (type(b, at)) {
      case RtcpPackets.SENDER_REPORT -> {
        out.senderReport(NetworkOrder.int32(b, body), senderInfo(b, body + SSRC_LENGTH));
        blocks(b, at, body + SSRC_LENGTH + SENDER_INFO_LENGTH, out);
      }
      case RtcpPackets.RECEIVER_REPORT -> blocks(b, at, body + SSRC_LENGTH, out);
      case RtcpPackets.GOODBYE -> {
        for (int i = 0; i < count(b, at); i++) {
          out.goodbye(NetworkOrder.int32(b, body + i * SSRC_LENGTH));
        }
      }
      default -> {}
    }
  }

  private static SenderReport senderInfo(byte[] b, int off) {
    return new SenderReport(
        NetworkOrder.int64(b, off),
        NetworkOrder.int32(b, off + 8),
        NetworkOrder.int32(b, off + 12),
        NetworkOrder.int32(b, off + 16));
  }

  private static void blocks(byte[] b, int at, int first, RtcpSink out) {
    int reporter = NetworkOrder.int32(b, at + HEADER_LENGTH);
    for (int i = 0; i < count(b, at); i++) {
      out.reportBlock(reporter, block(b, first + i * BLOCK_LENGTH));
    }
  }

  private static ReportBlock block(byte[] b, int off) {
    int loss = NetworkOrder.int32(b, off + 4);
    return new ReportBlock(
        NetworkOrder.int32(b, off),
        loss >>> 24,
        loss << 8 >> 8,
        NetworkOrder.int32(b, off + 8),
        NetworkOrder.int32(b, off + 12),
        NetworkOrder.int32(b, off + 16),
        NetworkOrder.int32(b, off + 20));
  }

  private static int type(byte[] b, int at) {
    return b[at + 1] & 0xFF;
  }

  private static int count(byte[] b, int at) {
    return b[at] & RtcpPackets.COUNT_MASK;
  }

  private static int length(byte[] b, int at) {
    return 4 * (NetworkOrder.int16(b, at + 2) + 1);
  }
}
