package io.dering.media.stun;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/// Writes one STUN message at a time into a buffer of its own, which the next `begin` overwrites.
///
/// The order of calls is the order on the wire; `integrity` and then `fingerprint` come last (RFC
/// 8489 §14.5, §14.7). The length field is right after every call. One thread.
public final class StunWriter {
  /// Room for the longest message we write: a check with a 513-byte USERNAME.
  public static final int CAPACITY = 1024;

  /// Room for what nearly all are: a check with its answer's names, integrity and fingerprint. It
  /// doubles where it does not do, since every leg has a writer.
  private static final int USUAL_CAPACITY = 128;

  private final CRC32 crc = new CRC32();
  private byte[] b = new byte[USUAL_CAPACITY];
  private int at;

  /// The buffer, from index 0, of a message that is complete; valid until the next `begin`.
  public byte[] array() {
    return b;
  }

  /// Bytes written so far.
  public int length() {
    return at;
  }

  /// Starts a message with this 96-bit transaction id.
  public StunWriter begin(StunType type, int transactionHigh, long transactionLow) {
    Bytes.uint16(b, 0, type.code());
    Bytes.int32(b, 4, StunAttribute.MAGIC_COOKIE);
    Bytes.int32(b, 8, transactionHigh);
    Bytes.int64(b, 12, transactionLow);
    at = StunAttribute.HEADER_LENGTH;
    return closed();
  }

  /// Starts the answer to a request: the same transaction id.
  public StunWriter beginReply(StunType type, StunMessage request) {
    return begin(type, request.transactionHigh(), request.transactionLow());
  }

  public StunWriter username(byte[] value) {
    return attribute(StunAttribute.USERNAME, value);
  }

  /// PRIORITY, an unsigned 32-bit number.
  public StunWriter priority(long value) {
    int valueAt = open(StunAttribute.PRIORITY, 4);
    Bytes.int32(b, valueAt, (int) value);
    return closed();
  }

  public StunWriter useCandidate() {
    open(StunAttribute.USE_CANDIDATE, 0);
    return closed();
  }

  public StunWriter iceControlling(long tieBreaker) {
    int valueAt = open(StunAttribute.ICE_CONTROLLING, 8);
    Bytes.int64(b, valueAt, tieBreaker);
    return closed();
  }

  public StunWriter iceControlled(long tieBreaker) {
    int valueAt = open(StunAttribute.ICE_CONTROLLED, 8);
    Bytes.int64(b, valueAt, tieBreaker);
    return closed();
  }

  /// XOR-MAPPED-ADDRESS of a resolved address (RFC 8489 §14.2).
  public StunWriter xorMappedAddress(InetSocketAddress mapped) {
    byte[] address = mapped.getAddress().getAddress();
    int valueAt = open(StunAttribute.XOR_MAPPED_ADDRESS, 4 + address.length);
    b[valueAt] = 0;
    b[valueAt + 1] =
        (byte) (address.length == 4 ? StunAttribute.FAMILY_IPV4 : StunAttribute.FAMILY_IPV6);
    Bytes.uint16(b, valueAt + 2, mapped.getPort() ^ (StunAttribute.MAGIC_COOKIE >>> 16));
    for (int i = 0; i < address.length; i++) {
      b[valueAt + 4 + i] = (byte) (address[i] ^ b[4 + i]);
    }
    return closed();
  }

  /// ERROR-CODE with an ASCII reason (RFC 8489 §14.8).
  public StunWriter errorCode(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    int valueAt = open(StunAttribute.ERROR_CODE, 4 + text.length);
    Bytes.int32(b, valueAt, (code / 100) << 8 | (code % 100));
    System.arraycopy(text, 0, b, valueAt + 4, text.length);
    return closed();
  }

  /// UNKNOWN-ATTRIBUTES: what the request held and we do not know (RFC 8489 §14.9).
  public StunWriter unknownAttributes(StunMessage request) {
    int count = request.unknownCount();
    int valueAt = open(StunAttribute.UNKNOWN_ATTRIBUTES, 2 * count);
    for (int i = 0; i < count; i++) {
      Bytes.uint16(b, valueAt + 2 * i, request.unknown(i));
    }
    return closed();
  }

  /// Any attribute by number.
  public StunWriter attribute(int type, byte[] value) {
    int valueAt = open(type, value.length);
    System.arraycopy(value, 0, b, valueAt, value.length);
    return closed();
  }

  /// MESSAGE-INTEGRITY over all before it.
  public StunWriter integrity(MessageIntegrity integrity) {
    int attributeAt = at;
    open(StunAttribute.MESSAGE_INTEGRITY, StunAttribute.INTEGRITY_LENGTH);
    closed();
    integrity.write(b, 0, attributeAt);
    return this;
  }

  /// FINGERPRINT over all before it.
  public StunWriter fingerprint() {
    int attributeAt = at;
    int valueAt = open(StunAttribute.FINGERPRINT, StunAttribute.FINGERPRINT_LENGTH);
    closed();
    crc.reset();
    crc.update(b, 0, attributeAt);
    Bytes.int32(b, valueAt, (int) crc.getValue() ^ StunAttribute.FINGERPRINT_XOR);
    return this;
  }

  private int open(int type, int length) {
    int valueAt = at + StunAttribute.ATTRIBUTE_HEADER_LENGTH;
    int next = valueAt + StunAttribute.padded(length);
    if (next > CAPACITY) {
      throw new IllegalStateException("a STUN message of more than " + CAPACITY + " bytes");
    }
    while (next > b.length) {
      b = Arrays.copyOf(b, 2 * b.length);
    }
    Bytes.uint16(b, at, type);
    Bytes.uint16(b, at + 2, length);
    Arrays.fill(b, valueAt + length, next, (byte) 0);
    at = next;
    return valueAt;
  }

  private StunWriter closed() {
    Bytes.uint16(b, 2, at - StunAttribute.HEADER_LENGTH);
    return this;
  }
}
