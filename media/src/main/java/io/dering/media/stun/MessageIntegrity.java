package io.dering.media.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/// MESSAGE-INTEGRITY under one short-term password: HMAC-SHA1 with its key set once (RFC 8489
/// §14.5).
///
/// Belongs to one thread. Allocates when made, not when used.
public final class MessageIntegrity {
  private final Mac mac;
  private final byte[] header = new byte[StunAttribute.HEADER_LENGTH];
  private final byte[] computed = new byte[StunAttribute.INTEGRITY_LENGTH];
  private final byte[] received = new byte[StunAttribute.INTEGRITY_LENGTH];

  private MessageIntegrity(Mac mac) {
    this.mac = mac;
  }

  /// The integrity of messages under `password`, which must not be empty.
  public static MessageIntegrity ofPassword(String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return new MessageIntegrity(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }

  /// Whether the message at `b[off]`, whose MESSAGE-INTEGRITY attribute starts at `attributeAt`,
  /// was made by a holder of the password. Compares in constant time.
  boolean verifies(byte[] b, int off, int attributeAt) {
    compute(b, off, attributeAt);
    System.arraycopy(
        b,
        attributeAt + StunAttribute.ATTRIBUTE_HEADER_LENGTH,
        received,
        0,
        StunAttribute.INTEGRITY_LENGTH);
    return MessageDigest.isEqual(computed, received);
  }

  /// Writes the 20 bytes of the code for the message at `b[off]` into its attribute's value.
  void write(byte[] b, int off, int attributeAt) {
    compute(b, off, attributeAt);
    System.arraycopy(
        computed,
        0,
        b,
        attributeAt + StunAttribute.ATTRIBUTE_HEADER_LENGTH,
        StunAttribute.INTEGRITY_LENGTH);
  }

  // The length field counts up to the end of MESSAGE-INTEGRITY, whatever follows it on the wire.
  private void compute(byte[] b, int off, int attributeAt) {
    System.arraycopy(b, off, header, 0, StunAttribute.HEADER_LENGTH);
    int bodyLength = attributeAt - off - StunAttribute.HEADER_LENGTH;
    Bytes.uint16(
        header,
        2,
        bodyLength + StunAttribute.ATTRIBUTE_HEADER_LENGTH + StunAttribute.INTEGRITY_LENGTH);
    mac.update(header, 0, StunAttribute.HEADER_LENGTH);
    mac.update(b, off + StunAttribute.HEADER_LENGTH, bodyLength);
    try {
      mac.doFinal(computed, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("HMAC-SHA1 is 20 bytes", e);
    }
  }
}
