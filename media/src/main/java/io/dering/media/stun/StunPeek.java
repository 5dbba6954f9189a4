package io.dering.media.stun;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Finds out whom a Binding request from an unknown source is for, without state or side effect.
///
/// Nothing is authenticated here: the answer only picks the agent that will check the integrity.
public final class StunPeek {
  private static final int MAX_UFRAG_LENGTH = 256;

  private StunPeek() {}

  /// The part of USERNAME before the colon, which is the ufrag that the receiver chose (RFC 8445
  /// §7.2.2), or null when the bytes are not a Binding request with such a USERNAME.
  public static @Nullable String localUfrag(byte[] b, int off, int len) {
    if (StunMessage.headerDefect(b, off, len) != StunDefect.NONE
        || Bytes.uint16(b, off) != StunType.BINDING_REQUEST.code()) {
      return null;
    }
    int end = off + len;
    int at = off + StunAttribute.HEADER_LENGTH;
    for (int count = 0; at < end && count < StunMessage.MAX_ATTRIBUTES; count++) {
      int length = Bytes.uint16(b, at + 2);
      int value = at + StunAttribute.ATTRIBUTE_HEADER_LENGTH;
      int next = value + StunAttribute.padded(length);
      if (next > end) {
        return null;
      }
      if (Bytes.uint16(b, at) == StunAttribute.USERNAME) {
        return beforeColon(b, value, length);
      }
      at = next;
    }
    return null;
  }

  private static @Nullable String beforeColon(byte[] b, int value, int length) {
    int most = Math.min(length, MAX_UFRAG_LENGTH + 1);
    for (int i = 0; i < most; i++) {
      if (b[value + i] == ':') {
        return i == 0 ? null : new String(b, value, i, StandardCharsets.US_ASCII);
      }
      if (b[value + i] <= ' ' || b[value + i] == 0x7F) {
        return null;
      }
    }
    return null;
  }
}
