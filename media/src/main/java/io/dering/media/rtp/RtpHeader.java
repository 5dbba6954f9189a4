package io.dering.media.rtp;

/// Accessors for the RTP header at `b[off]`, RFC 3550 §5.1.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           timestamp                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                             SSRC                              |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                 CSRC, CC times; extension if X                |
/// ```
///
/// Only [#isRtp] and [#length] may be asked of bytes nobody has looked at yet; the others require
/// that [#isRtp] held.
public final class RtpHeader {
  /// Length of a header without CSRC and extension.
  public static final int MIN_LENGTH = 12;

  private static final int SEQUENCE_NUMBER = 2;
  private static final int TIMESTAMP = 4;
  private static final int SSRC = 8;
  private static final int VERSION_2 = 0x80;
  private static final int VERSION_MASK = 0xC0;
  private static final int EXTENSION_BIT = 0x10;
  private static final int EXTENSION_HEADER_LENGTH = 4;

  private RtpHeader() {}

  /// Whether the bytes are long enough for a header and say version 2.
  public static boolean isRtp(byte[] b, int off, int len) {
    return len >= MIN_LENGTH && (b[off] & VERSION_MASK) == VERSION_2;
  }

  /// Length of the header with its CSRC list and extension, or -1 when it is not RTP or is longer
  /// than the packet.
  public static int length(byte[] b, int off, int len) {
    if (!isRtp(b, off, len)) {
      return -1;
    }
    int length = MIN_LENGTH + 4 * (b[off] & 0x0F);
    if ((b[off] & EXTENSION_BIT) != 0) {
      if (length + EXTENSION_HEADER_LENGTH > len) {
        return -1;
      }
      length += EXTENSION_HEADER_LENGTH + 4 * NetworkOrder.int16(b, off + length + 2);
    }
    return length <= len ? length : -1;
  }

  /// Payload type, 0..127.
  public static int payloadType(byte[] b, int off) {
    return b[off + 1] & 0x7F;
  }

  /// Sets the payload type; the marker stays.
  public static void payloadType(byte[] b, int off, int payloadType) {
    b[off + 1] = (byte) ((b[off + 1] & 0x80) | (payloadType & 0x7F));
  }

  /// The marker: for audio, the first packet of a talk spurt.
  public static boolean marker(byte[] b, int off) {
    return b[off + 1] < 0;
  }

  /// Sets the marker; the payload type stays.
  public static void marker(byte[] b, int off, boolean marker) {
    b[off + 1] = (byte) ((b[off + 1] & 0x7F) | (marker ? 0x80 : 0));
  }

  /// Sequence number, 0..65535. Compare with [SerialNumbers] only.
  public static int sequenceNumber(byte[] b, int off) {
    return NetworkOrder.int16(b, off + SEQUENCE_NUMBER);
  }

  /// Sets the sequence number.
  public static void sequenceNumber(byte[] b, int off, int sequenceNumber) {
    NetworkOrder.int16(b, off + SEQUENCE_NUMBER, sequenceNumber);
  }

  /// Timestamp, 32 bits. Compare with [SerialNumbers] only.
  public static int timestamp(byte[] b, int off) {
    return NetworkOrder.int32(b, off + TIMESTAMP);
  }

  /// Sets the timestamp.
  public static void timestamp(byte[] b, int off, int timestamp) {
    NetworkOrder.int32(b, off + TIMESTAMP, timestamp);
  }

  /// Synchronisation source, 32 bits.
  public static int ssrc(byte[] b, int off) {
    return NetworkOrder.int32(b, off + SSRC);
  }

  /// Sets the synchronisation source.
  public static void ssrc(byte[] b, int off, int ssrc) {
    NetworkOrder.int32(b, off + SSRC, ssrc);
  }

  /// Writes a header without CSRC, extension and padding; returns its length, 12.
  // Seven parameters: these are the header's fields, and a record would be one allocation per
  // packet.
  public static int write(
      byte[] b,
      int off,
      boolean marker,
      int payloadType,
      int sequenceNumber,
      int timestamp,
      int ssrc) {
    b[off] = (byte) VERSION_2;
    b[off + 1] = (byte) ((marker ? 0x80 : 0) | (payloadType & 0x7F));
    sequenceNumber(b, off, sequenceNumber);
    timestamp(b, off, timestamp);
    ssrc(b, off, ssrc);
    return MIN_LENGTH;
  }
}
