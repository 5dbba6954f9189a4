package io.dering.media.srtp;

import io.dering.media.rtp.NetworkOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/// AES-128 as a generator of key stream: counter blocks go in, encrypted blocks come out and are
/// XORed onto the packet.
///
/// The JDK's counter modes take their IV through `init`, which allocates; ECB over counter blocks
/// of our own keeps one `Cipher` for the life of the key ([#cipher]), encrypts a whole packet in
/// one call to the AES intrinsic and allocates nothing.
///
/// One for a thread, in its [SrtpScratch]: whose key it is comes with each call, so that a stream
/// has nothing of its own here that a packet would have to read.
final class AesBlocks {
  static final int BLOCK_LENGTH = 16;

  /// Blocks per call: an Opus packet of 20 ms at up to 96 kbit/s in one go; longer packets take
  /// several.
  static final int CAPACITY = 17;

  private final byte[] counters = new byte[CAPACITY * BLOCK_LENGTH];
  private final byte[] keyStream = new byte[CAPACITY * BLOCK_LENGTH];

  /// What encrypts blocks under that key, for as long as it lasts.
  static Cipher cipher(byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES", e);
    }
  }

  /// The key stream made by the last [#generate].
  byte[] keyStream() {
    return keyStream;
  }

  /// Encrypts `count` counter blocks, 1..[#CAPACITY]: the first is `high`, `low`, the next ones add
  /// one to `low` (which the caller has laid out so that no carry leaves the counter field).
  void generate(Cipher cipher, long high, long low, int count) {
    byte[] in = counters;
    for (int i = 0; i < count; i++) {
      NetworkOrder.int64(in, i * BLOCK_LENGTH, high);
      NetworkOrder.int64(in, i * BLOCK_LENGTH + 8, low + i);
    }
    try {
      cipher.update(in, 0, count * BLOCK_LENGTH, keyStream, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("both buffers have the same length", e);
    }
  }

  /// XORs `len` bytes at `b[off]` with the key stream of counter blocks `high`, `low`, ….
  void xorAll(Cipher cipher, byte[] b, int off, int len, long high, long low) {
    long counter = low;
    int position = off;
    int left = len;
    while (left > 0) {
      int blocks = Math.min(CAPACITY, (left + BLOCK_LENGTH - 1) / BLOCK_LENGTH);
      int bytes = Math.min(left, blocks * BLOCK_LENGTH);
      generate(cipher, high, counter, blocks);
      xor(b, position, bytes, 0);
      counter += blocks;
      position += bytes;
      left -= bytes;
    }
  }

  /// XORs `len` bytes at `b[off]` with the generated key stream from `keyStreamOff` on.
  void xor(byte[] b, int off, int len, int keyStreamOff) {
    byte[] stream = keyStream;
    int i = 0;
    for (; i <= len - 8; i += 8) {
      NetworkOrder.int64(
          b,
          off + i,
          NetworkOrder.int64(b, off + i) ^ NetworkOrder.int64(stream, keyStreamOff + i));
    }
    for (; i < len; i++) {
      b[off + i] ^= stream[keyStreamOff + i];
    }
  }
}
