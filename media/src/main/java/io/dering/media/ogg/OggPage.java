package io.dering.media.ogg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The header of a page (RFC 3533 §6), at an offset of a buffer.
///
/// ```
///  0..3    4        5      6..13    14..17  18..21    22..25    26        27...
///  "OggS"  version  flags  granule  serial  sequence  checksum  segments  lacing values, then bodies
/// ```
final class OggPage {
  static final int HEADER_LENGTH = 27;
  static final int MAX_SEGMENTS = 255;
  static final int MAX_SEGMENT_LENGTH = 255;
  static final int MAX_LENGTH = HEADER_LENGTH + MAX_SEGMENTS + MAX_SEGMENTS * MAX_SEGMENT_LENGTH;

  /// The page begins inside a packet.
  static final int CONTINUED = 1;

  /// First page of the stream.
  static final int FIRST = 2;

  /// Last page of the stream.
  static final int LAST = 4;

  /// Granule position of a page on which no packet ends.
  static final long NO_GRANULE = -1;

  static final int CAPTURE_PATTERN = 0x4F676753;
  static final int CHECKSUM_OFFSET = 22;

  private static final int POLYNOMIAL = 0x04C11DB7;
  private static final int[] TABLE = table();

  private OggPage() {}

  static boolean isPage(ByteBuffer in, int at) {
    return in.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(at) == CAPTURE_PATTERN
        && in.get(at + 4) == 0;
  }

  static int flags(ByteBuffer in, int at) {
    return in.get(at + 5);
  }

  static long granule(ByteBuffer in, int at) {
    return in.getLong(at + 6);
  }

  static int serial(ByteBuffer in, int at) {
    return in.getInt(at + 14);
  }

  static int sequence(ByteBuffer in, int at) {
    return in.getInt(at + 18);
  }

  static int checksum(ByteBuffer in, int at) {
    return in.getInt(at + CHECKSUM_OFFSET);
  }

  static int segments(ByteBuffer in, int at) {
    return in.get(at + 26) & 0xFF;
  }

  /// The checksum of a page, its own field taken as zero (RFC 3533 §6, field 7).
  static int computeChecksum(byte[] b, int off, int len) {
    int crc = 0;
    for (int i = 0; i < len; i++) {
      boolean inField = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + 4;
      int value = inField ? 0 : b[off + i] & 0xFF;
      crc = crc << 8 ^ TABLE[crc >>> 24 ^ value];
    }
    return crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int crc = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
      }
      table[i] = crc;
    }
    return table;
  }
}
