package io.dering.transport.dtls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// DTLS datagrams that attackers send, written out byte by byte.
public final class HostileRecords {
  private HostileRecords() {}

  public static byte[] record(int contentType, byte[] body) {
    return ByteBuffer.allocate(13 + body.length)
        .put(new byte[] {(byte) contentType, (byte) 0xFE, (byte) 0xFF})
        .put(new byte[8])
        .putShort((short) body.length)
        .put(body)
        .array();
  }

  /// The same record as the last that there can be.
  public static byte[] farAhead(byte[] record) {
    byte[] last = record.clone();
    Arrays.fill(last, 5, 11, (byte) 0xFF);
    return last;
  }

  /// A fatal handshake_failure in the clear.
  public static byte[] alert() {
    return record(21, new byte[] {2, 40});
  }

  /// Application data in the clear.
  public static byte[] plainData() {
    return record(23, new byte[] {1, 2, 3});
  }

  /// The reassembly bomb of CVE-2026-59646: empty fragments of messages that claim to be long.
  public static byte[] bomb(int messages, int length) {
    ByteBuffer body = ByteBuffer.allocate(12 * messages);
    for (int number = 0; number < messages; number++) {
      body.putInt(1 << 24 | length).putShort((short) number).put(new byte[6]);
    }
    return record(22, body.array());
  }

  /// A HelloVerifyRequest with a cookie of eight bytes.
  public static byte[] helloVerifyRequest() {
    byte[] body = {(byte) 0xFE, (byte) 0xFF, 8, 1, 2, 3, 4, 5, 6, 7, 8};
    return message(3, body);
  }

  /// A well-formed ClientHello of DTLS 1.2 that offers TLS_NULL_WITH_NULL_NULL and nothing else.
  public static byte[] nullHello() {
    byte[] extensions = {0, 10, 0, 4, 0, 2, 0, 23, 0, 13, 0, 4, 0, 2, 4, 3};
    ByteBuffer hello =
        ByteBuffer.allocate(2 + 32 + 2 + 4 + 2 + 2 + extensions.length)
            .putShort((short) 0xFEFD)
            .put(new byte[32])
            .putShort((short) 0)
            .putShort((short) 2)
            .putShort((short) 0)
            .put(new byte[] {1, 0})
            .putShort((short) extensions.length)
            .put(extensions);
    return message(1, hello.array());
  }

  /// The first half of that ClientHello, as the first fragment of two.
  public static byte[] halfHello() {
    byte[] whole = nullHello();
    int length = (whole.length - 25) / 2;
    ByteBuffer half = ByteBuffer.allocate(12 + length).put(whole, 13, 9);
    half.put((byte) 0).putShort((short) length).put(whole, 25, length);
    return record(22, half.array());
  }

  /// A ClientHello that our server answers, of nobody: the random is the caller's.
  public static byte[] strangersHello(byte random) {
    String groups = "000a000400020017";
    String signatures = "000d000400020403";
    String uncompressedPoints = "000b00020100";
    String extendedMasterSecret = "00170000";
    String useSrtp = "000e00050002000100";
    String noRenegotiation = "ff01000100";
    byte[] extensions =
        HexFormat.of()
            .parseHex(
                groups
                    + signatures
                    + uncompressedPoints
                    + extendedMasterSecret
                    + useSrtp
                    + noRenegotiation);
    byte[] nonce = new byte[32];
    Arrays.fill(nonce, random);
    ByteBuffer hello =
        ByteBuffer.allocate(2 + 32 + 2 + 4 + 2 + 2 + extensions.length)
            .putShort((short) 0xFEFD)
            .put(nonce)
            .putShort((short) 0)
            .putShort((short) 2)
            .putShort((short) 0xC02B)
            .put(new byte[] {1, 0})
            .putShort((short) extensions.length)
            .put(extensions);
    return message(1, hello.array());
  }

  public static byte[] changeCipherSpec() {
    return record(20, new byte[] {1});
  }

  public static byte[] helloRequest() {
    return fragment(0, 0, 0, 0, 0);
  }

  /// Looks like a record under the keys.
  public static byte[] encrypted() {
    byte[] b = record(22, new byte[48]);
    b[4] = 1;
    b[10] = 3;
    return b;
  }

  /// A piece of a handshake message, of zeros.
  public static byte[] fragment(int type, int length, int number, int offset, int here) {
    return record(
        22,
        ByteBuffer.allocate(12 + here)
            .putInt(type << 24 | length)
            .putShort((short) number)
            .put((byte) 0)
            .putShort((short) offset)
            .put((byte) 0)
            .putShort((short) here)
            .put(new byte[here])
            .array());
  }

  private static byte[] message(int type, byte[] body) {
    return record(
        22,
        ByteBuffer.allocate(12 + body.length)
            .putInt(type << 24 | body.length)
            .putShort((short) 0)
            .put(new byte[] {0, 0, 0, 0, 0, (byte) body.length})
            .put(body)
            .array());
  }
}
