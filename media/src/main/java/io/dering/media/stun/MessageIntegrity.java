package io.dering.media.stun;

import io.dering.media.hmac.HmacSha1;
import java.nio.charset.StandardCharsets;

/// MESSAGE-INTEGRITY under one short-term password: HMAC-SHA1 with its key set once (RFC 8489
/// §14.5).
///
/// Allocates when made, not when used. A leg has two, for as long as it stands: what it takes to
/// compute one is the thread's.
public final class MessageIntegrity {
  private static final ThreadLocal<Work> WORK = ThreadLocal.withInitial(Work::new);

  private final byte[] pads;

  private MessageIntegrity(byte[] pads) {
    this.pads = pads;
  }

  /// Holds nothing between messages.
  private static final class Work {
    private final HmacSha1 hmac = new HmacSha1();
    private final byte[] header = new byte[StunAttribute.HEADER_LENGTH];
  }

  /// The integrity of messages under `password`, which must not be empty.
  public static MessageIntegrity ofPassword(String password) {
    if (password.isEmpty()) {
      throw new IllegalArgumentException("an empty password");
    }
    return new MessageIntegrity(HmacSha1.pads(password.getBytes(StandardCharsets.UTF_8)));
  }

  /// Whether the message at `b[off]`, whose MESSAGE-INTEGRITY attribute starts at `attributeAt`,
  /// was made by a holder of the password. Compares in constant time.
  boolean verifies(byte[] b, int off, int attributeAt) {
    byte[] computed = compute(b, off, attributeAt);
    int receivedAt = attributeAt + StunAttribute.ATTRIBUTE_HEADER_LENGTH;
    int difference = 0;
    for (int i = 0; i < StunAttribute.INTEGRITY_LENGTH; i++) {
      difference |= computed[i] ^ b[receivedAt + i];
    }
    return difference == 0;
  }

  /// Writes the 20 bytes of the code for the message at `b[off]` into its attribute's value.
  void write(byte[] b, int off, int attributeAt) {
    System.arraycopy(
        compute(b, off, attributeAt),
        0,
        b,
        attributeAt + StunAttribute.ATTRIBUTE_HEADER_LENGTH,
        StunAttribute.INTEGRITY_LENGTH);
  }

  /// Valid until the thread's next.
  private byte[] compute(byte[] b, int off, int attributeAt) {
    Work work = WORK.get();
    byte[] header = work.header;
    System.arraycopy(b, off, header, 0, StunAttribute.HEADER_LENGTH);
    int bodyLength = attributeAt - off - StunAttribute.HEADER_LENGTH;
    // The length field counts up to the end of MESSAGE-INTEGRITY, whatever follows it on the wire.
    Bytes.uint16(
        header,
        2,
        bodyLength + StunAttribute.ATTRIBUTE_HEADER_LENGTH + StunAttribute.INTEGRITY_LENGTH);
    return work.hmac.hash(pads, header, b, off + StunAttribute.HEADER_LENGTH, bodyLength);
  }
}
