package io.dering.media.dtls;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// DTLS datagrams that attackers send, written out byte by byte.
final class HostileDatagrams {
  static final int HANDSHAKE = 22;

  private HostileDatagrams() {}

  static byte[] record(int contentType, int epoch, byte[] body) {
    return ByteBuffer.allocate(13 + body.length)
        .put((byte) contentType)
        .put((byte) 0xFE)
        .put((byte) 0xFD)
        .putShort((short) epoch)
        .put(new byte[6])
        .putShort((short) body.length)
        .put(body)
        .array();
  }

  /// A handshake fragment whose body is zeros.
  static byte[] fragment(int type, int length, int number, int offset, int fragmentLength) {
    return ByteBuffer.allocate(12 + fragmentLength)
        .put((byte) type)
        .put(uint24(length))
        .putShort((short) number)
        .put(uint24(offset))
        .put(uint24(fragmentLength))
        .array();
  }

  /// The reassembly bomb of CVE-2026-59646: empty fragments of messages that claim to be long.
  /// Sixteen of them are 205 bytes.
  static byte[] bomb(int messages, int length) {
    byte[] body = new byte[0];
    for (int number = 0; number < messages; number++) {
      body = concat(body, fragment(1, length, number, 0, 0));
    }
    return record(HANDSHAKE, 0, body);
  }

  static byte[] concat(byte[]... parts) {
    byte[] all = new byte[0];
    for (byte[] part : parts) {
      int length = all.length;
      all = Arrays.copyOf(all, length + part.length);
      System.arraycopy(part, 0, all, length, part.length);
    }
    return all;
  }

  private static byte[] uint24(int v) {
    return new byte[] {(byte) (v >> 16), (byte) (v >> 8), (byte) v};
  }
}
