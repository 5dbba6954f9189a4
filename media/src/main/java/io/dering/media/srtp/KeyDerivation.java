package io.dering.media.srtp;

import java.util.Arrays;
import javax.crypto.Cipher;

/// Session keys from a master key and salt, RFC 3711 §4.3 with a key derivation rate of zero: the
/// AES counter-mode key stream under the master key, one stream per label.
final class KeyDerivation {
  static final int RTP_ENCRYPTION = 0;
  static final int RTP_AUTHENTICATION = 1;
  static final int RTP_SALT = 2;
  static final int RTCP_ENCRYPTION = 3;
  static final int RTCP_AUTHENTICATION = 4;
  static final int RTCP_SALT = 5;

  /// Where the label meets the 14-byte salt: the seventh byte from its end.
  private static final int LABEL_OFFSET = 7;

  private final AesBlocks aes;
  private final Cipher masterKey;
  private final byte[] masterSalt;

  /// A 12-byte salt (GCM, RFC 7714 §11) counts as 14 bytes ending in two zeros.
  KeyDerivation(byte[] masterKey, byte[] masterSalt, SrtpScratch scratch) {
    aes = scratch.aes;
    this.masterKey = AesBlocks.cipher(masterKey);
    this.masterSalt = Arrays.copyOf(masterSalt, AesBlocks.BLOCK_LENGTH);
  }

  /// The first `length` bytes of the stream of `label`.
  byte[] derive(int label, int length) {
    byte[] start = masterSalt.clone();
    start[LABEL_OFFSET] ^= (byte) label;
    byte[] derived = new byte[length];
    aes.xorAll(masterKey, derived, 0, length, Salt.high(start), Salt.low(start));
    return derived;
  }
}
