package io.dering.media.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A STUN message read in place: wrap bytes, ask for attributes, wrap the next ones.
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |0 0|     STUN Message Type     |         Message Length        |
/// |                         Magic Cookie                          |
/// |                     Transaction ID (96 bits)                  |
/// ```
///
/// Of repeated attributes the first counts (RFC 8489 §14). What follows MESSAGE-INTEGRITY is not
/// covered by it and is skipped, FINGERPRINT excepted. Never throws on any input. One thread.
public final class StunMessage {
  /// More attributes than this and the message is refused. The longest honest ICE check has 9.
  public static final int MAX_ATTRIBUTES = 32;

  private static final int MAX_USERNAME_LENGTH = 513;
  private static final int MAX_UNKNOWN_ATTRIBUTES = 8;
  private static final byte[] NOTHING = {};

  private final CRC32 crc = new CRC32();
  private final int[] unknown = new int[MAX_UNKNOWN_ATTRIBUTES];

  private byte[] b = NOTHING;
  private int off;
  private int end;
  private StunType type = StunType.OTHER;
  private int unknownCount;
  private int usernameAt;
  private int usernameLength;
  private int integrityAt;
  private int mappedAt;
  private int errorCode;
  private long priority;
  private boolean useCandidate;
  private boolean controlling;
  private boolean controlled;
  private long tieBreaker;

  /// Reads `len` bytes at `b[off]`. On anything but [StunDefect#NONE] the accessors mean nothing.
  /// Keeps the reference until the next `wrap` or [#clear].
  public StunDefect wrap(byte[] b, int off, int len) {
    reset();
    StunDefect defect = headerDefect(b, off, len);
    if (defect != StunDefect.NONE) {
      return defect;
    }
    this.b = b;
    this.off = off;
    this.end = off + len;
    this.type = StunType.ofCode(Bytes.uint16(b, off));
    defect = readAttributes();
    if (defect != StunDefect.NONE) {
      clear();
    }
    return defect;
  }

  /// Lets go of the wrapped buffer.
  public void clear() {
    b = NOTHING;
    reset();
  }

  /// Class and method.
  public StunType type() {
    return type;
  }

  /// The first 32 bits of the transaction id.
  public int transactionHigh() {
    return Bytes.int32(b, off + 8);
  }

  /// The last 64 bits of the transaction id.
  public long transactionLow() {
    return Bytes.int64(b, off + 12);
  }

  /// Whether USERNAME is present and starts with these bytes.
  public boolean usernameStartsWith(byte[] prefix) {
    if (usernameAt < 0 || usernameLength < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (b[usernameAt + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// Whether MESSAGE-INTEGRITY is present and made with this password.
  public boolean isAuthentic(MessageIntegrity integrity) {
    return integrityAt >= 0 && integrity.verifies(b, off, integrityAt);
  }

  /// PRIORITY as an unsigned 32-bit number, or -1 when absent (RFC 8445 §16.1).
  public long priority() {
    return priority;
  }

  /// Whether USE-CANDIDATE is present.
  public boolean useCandidate() {
    return useCandidate;
  }

  /// Whether the sender says it controls.
  public boolean iceControlling() {
    return controlling;
  }

  /// Whether the sender says it is controlled.
  public boolean iceControlled() {
    return controlled;
  }

  /// The tie-breaker of ICE-CONTROLLING or ICE-CONTROLLED, an unsigned 64-bit number; 0 when
  /// absent.
  public long tieBreaker() {
    return tieBreaker;
  }

  /// ERROR-CODE as 300..699, or 0 when absent (RFC 8489 §14.8).
  public int errorCode() {
    return errorCode;
  }

  /// How many comprehension-required attributes we do not know, 8 at most counted.
  public int unknownCount() {
    return unknownCount;
  }

  /// The type of an unknown comprehension-required attribute, `index` in 0 until [#unknownCount].
  public int unknown(int index) {
    return unknown[index];
  }

  /// XOR-MAPPED-ADDRESS, or null when absent. Allocates (RFC 8489 §14.2).
  public @Nullable InetSocketAddress xorMappedAddress() {
    if (mappedAt < 0) {
      return null;
    }
    int length = b[mappedAt + 1] == StunAttribute.FAMILY_IPV4 ? 4 : 16;
    byte[] address = new byte[length];
    for (int i = 0; i < length; i++) {
      address[i] = (byte) (b[mappedAt + 4 + i] ^ b[off + 4 + i]);
    }
    int port = Bytes.uint16(b, mappedAt + 2) ^ (StunAttribute.MAGIC_COOKIE >>> 16);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }

  private void reset() {
    type = StunType.OTHER;
    unknownCount = 0;
    usernameAt = -1;
    usernameLength = 0;
    integrityAt = -1;
    mappedAt = -1;
    errorCode = 0;
    priority = -1;
    useCandidate = false;
    controlling = false;
    controlled = false;
    tieBreaker = 0;
  }

  static StunDefect headerDefect(byte[] b, int off, int len) {
    if (len < StunAttribute.HEADER_LENGTH) {
      return StunDefect.TOO_SHORT;
    }
    if ((b[off] & 0xC0) != 0 || Bytes.int32(b, off + 4) != StunAttribute.MAGIC_COOKIE) {
      return StunDefect.NOT_STUN;
    }
    int stated = Bytes.uint16(b, off + 2);
    return (stated & 3) != 0 || stated != len - StunAttribute.HEADER_LENGTH
        ? StunDefect.BAD_LENGTH
        : StunDefect.NONE;
  }

  private StunDefect readAttributes() {
    int at = off + StunAttribute.HEADER_LENGTH;
    for (int count = 0; at < end; count++) {
      if (count == MAX_ATTRIBUTES) {
        return StunDefect.TOO_MANY_ATTRIBUTES;
      }
      // The length is a multiple of four, so at least a whole attribute header is left.
      int attribute = Bytes.uint16(b, at);
      int length = Bytes.uint16(b, at + 2);
      int next = at + StunAttribute.ATTRIBUTE_HEADER_LENGTH + StunAttribute.padded(length);
      if (next > end) {
        return StunDefect.BAD_ATTRIBUTE;
      }
      if (attribute == StunAttribute.FINGERPRINT) {
        return fingerprintDefect(at, length, next);
      }
      if (integrityAt < 0 && !readAttribute(attribute, at, length)) {
        return StunDefect.BAD_ATTRIBUTE;
      }
      at = next;
    }
    return StunDefect.NONE;
  }

  private StunDefect fingerprintDefect(int at, int length, int next) {
    if (length != StunAttribute.FINGERPRINT_LENGTH || next != end) {
      return StunDefect.BAD_FINGERPRINT;
    }
    crc.reset();
    crc.update(b, off, at - off);
    int expected = (int) crc.getValue() ^ StunAttribute.FINGERPRINT_XOR;
    return Bytes.int32(b, at + StunAttribute.ATTRIBUTE_HEADER_LENGTH) == expected
        ? StunDefect.NONE
        : StunDefect.BAD_FINGERPRINT;
  }

  private boolean readAttribute(int attribute, int at, int length) {
    int value = at + StunAttribute.ATTRIBUTE_HEADER_LENGTH;
    return switch (attribute) {
      case StunAttribute.USERNAME -> readUsername(value, length);
      case StunAttribute.MESSAGE_INTEGRITY -> {
        integrityAt = at;
        yield length == StunAttribute.INTEGRITY_LENGTH;
      }
      case StunAttribute.PRIORITY -> readPriority(value, length);
      case StunAttribute.USE_CANDIDATE -> {
        useCandidate = true;
        yield true;
      }
      case StunAttribute.ICE_CONTROLLING -> readRole(true, value, length);
      case StunAttribute.ICE_CONTROLLED -> readRole(false, value, length);
      case StunAttribute.XOR_MAPPED_ADDRESS -> readMapped(value, length);
      case StunAttribute.ERROR_CODE -> readError(value, length);
      case StunAttribute.MAPPED_ADDRESS,
          StunAttribute.UNKNOWN_ATTRIBUTES,
          StunAttribute.REALM,
          StunAttribute.NONCE,
          StunAttribute.MESSAGE_INTEGRITY_SHA256,
          StunAttribute.PASSWORD_ALGORITHM,
          StunAttribute.USERHASH ->
          true;
      default -> {
        if (!StunAttribute.optional(attribute) && unknownCount < MAX_UNKNOWN_ATTRIBUTES) {
          unknown[unknownCount++] = attribute;
        }
        yield true;
      }
    };
  }

  private boolean readUsername(int value, int length) {
    if (usernameAt < 0) {
      usernameAt = value;
      usernameLength = length;
    }
    return length <= MAX_USERNAME_LENGTH;
  }

  private boolean readPriority(int value, int length) {
    if (length != 4) {
      return false;
    }
    if (priority < 0) {
      priority = Bytes.int32(b, value) & 0xFFFFFFFFL;
    }
    return true;
  }

  private boolean readRole(boolean claimsControl, int value, int length) {
    if (length != 8) {
      return false;
    }
    if (!controlling && !controlled) {
      controlling = claimsControl;
      controlled = !claimsControl;
      tieBreaker = Bytes.int64(b, value);
    }
    return true;
  }

  private boolean readMapped(int value, int length) {
    boolean ipv4 = length == 8 && b[value + 1] == StunAttribute.FAMILY_IPV4;
    boolean ipv6 = length == 20 && b[value + 1] == StunAttribute.FAMILY_IPV6;
    if (mappedAt < 0) {
      mappedAt = value;
    }
    return ipv4 || ipv6;
  }

  private boolean readError(int value, int length) {
    if (length < 4) {
      return false;
    }
    int hundreds = b[value + 2] & 0x07;
    int rest = b[value + 3] & 0xFF;
    if (hundreds < 3 || hundreds > 6 || rest > 99) {
      return false;
    }
    if (errorCode == 0) {
      errorCode = hundreds * 100 + rest;
    }
    return true;
  }
}
