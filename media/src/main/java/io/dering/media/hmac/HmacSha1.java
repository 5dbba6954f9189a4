package io.dering.media.hmac;

import io.dering.media.rtp.NetworkOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// HMAC-SHA1 (RFC 2104) that allocates nothing per message.
///
/// `javax.crypto.Mac` allocates two arrays for each message and a cloned digest state allocates the
/// clone; hashing the key pads anew costs two more SHA-1 blocks, which the intrinsic makes cheap.
///
/// One for a thread; a key is its [#pads].
public final class HmacSha1 {
  /// Bytes of a code.
  public static final int LENGTH = 20;

  private static final int BLOCK_LENGTH = 64;

  /// Reset after every use.
  private final MessageDigest sha1;

  private final byte[] trailer = new byte[4];

  /// Inner hash, then the result.
  private final byte[] hash = new byte[LENGTH];

  /// One for the calling thread.
  public HmacSha1() {
    sha1 = sha1();
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /// A key as what is hashed of it: the inner pad, then the outer one. Behind each other they take
  /// a cache line less than apart.
  ///
  /// @param key SRTP's have 20 bytes; of one above 64 its hash is the key (RFC 2104 §2)
  public static byte[] pads(byte[] key) {
    byte[] shortened = key.length > BLOCK_LENGTH ? sha1().digest(key) : key;
    byte[] pads = new byte[2 * BLOCK_LENGTH];
    for (int i = 0; i < BLOCK_LENGTH; i++) {
      byte k = i < shortened.length ? shortened[i] : 0;
      pads[i] = (byte) (k ^ 0x36);
      pads[BLOCK_LENGTH + i] = (byte) (k ^ 0x5C);
    }
    return pads;
  }

  /// The code of `b[off..off+len)` followed by the four bytes of `word`; valid until the next call.
  public byte[] hash(byte[] pads, byte[] b, int off, int len, int word) {
    NetworkOrder.int32(trailer, 0, word);
    sha1.update(pads, 0, BLOCK_LENGTH);
    sha1.update(b, off, len);
    sha1.update(trailer, 0, trailer.length);
    return finish(pads);
  }

  /// The code of `head` followed by `b[off..off+len)`; valid until the next call.
  public byte[] hash(byte[] pads, byte[] head, byte[] b, int off, int len) {
    sha1.update(pads, 0, BLOCK_LENGTH);
    sha1.update(head, 0, head.length);
    sha1.update(b, off, len);
    return finish(pads);
  }

  /// The code of `b[off..off+len)`; valid until the next call.
  public byte[] hash(byte[] pads, byte[] b, int off, int len) {
    sha1.update(pads, 0, BLOCK_LENGTH);
    sha1.update(b, off, len);
    return finish(pads);
  }

  private byte[] finish(byte[] pads) {
    try {
      sha1.digest(hash, 0, LENGTH);
      sha1.update(pads, BLOCK_LENGTH, BLOCK_LENGTH);
      sha1.update(hash, 0, LENGTH);
      sha1.digest(hash, 0, LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("the buffer holds a whole hash", e);
    }
    return hash;
  }
}
