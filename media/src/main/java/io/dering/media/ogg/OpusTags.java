package io.dering.media.ogg;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The comment header (RFC 7845 §5.2), of which only the vendor is read.
final class OpusTags {
  private static final byte[] MAGIC = "OpusTags".getBytes(US_ASCII);

  private OpusTags() {}

  /// The vendor, or empty when the packet is no comment header.
  static Optional<String> vendor(byte[] packet) {
    if (!OpusHead.startsWith(packet, MAGIC) || packet.length < MAGIC.length + 8) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    int length = in.getInt(MAGIC.length);
    if (length < 0 || length > packet.length - MAGIC.length - 8) {
      return Optional.empty();
    }
    return Optional.of(new String(packet, MAGIC.length + 4, length, UTF_8));
  }

  static byte[] packet(String vendor) {
    byte[] text = vendor.getBytes(UTF_8);
    return ByteBuffer.allocate(MAGIC.length + 4 + text.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putInt(text.length)
        .put(text)
        .putInt(0)
        .array();
  }
}
