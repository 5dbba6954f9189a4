package io.dering.gateway.push;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts a message for one browser: one record of `aes128gcm` (RFC 8291 §3.4, RFC 8188 §2).
///
/// ```
/// salt (16) | record size (4) | 65 | our public key (65) | AES-128-GCM of message | 02 | zeros
/// ```
final class PushCipher {
  /// The longest body that every push service takes (RFC 8030 §7.2), and so the record's size.
  static final int MAX_BODY = 4096;

  private static final int SALT = 16;
  private static final int TAG = 16;
  private static final int HEADER = SALT + 4 + 1 + P256.PUBLIC_LENGTH;

  /// The longest message.
  static final int MAX_MESSAGE = MAX_BODY - HEADER - TAG - 1;

  /// Messages are filled up to a multiple of this, so that their length says little of whose they
  /// are.
  private static final int STEP = 256;

  private static final byte LAST_RECORD = 2;

  private final SecureRandom random;

  PushCipher(SecureRandom random) {
    this.random = random;
  }

  /// @throws IllegalArgumentException when the message is longer than [#MAX_MESSAGE]
  byte[] encrypt(byte[] message, BrowserKeys to) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      int filled = Math.min(MAX_MESSAGE, (message.length / STEP + 1) * STEP);
      return encrypt(padded(message, filled), to, salt, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256 and AES-GCM", e);
    }
  }

  private static byte[] padded(byte[] message, int filled) {
    if (message.length > filled) {
      throw new IllegalArgumentException("A push of " + message.length + " bytes is too long");
    }
    byte[] padded = Arrays.copyOf(message, filled + 1);
    padded[message.length] = LAST_RECORD;
    return padded;
  }

  /// The same with salt and keys that are given, for the vectors of the RFC.
  ///
  /// @param padded the message with its delimiter
  static byte[] encrypt(byte[] padded, BrowserKeys to, byte[] salt, KeyPair ours)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(ours.getPrivate());
    agreement.doPhase(to.open(), true);
    byte[] own = P256.bytes((ECPublicKey) ours.getPublic());
    byte[] input =
        derive(
            agreement.generateSecret(),
            to.auth(),
            joined(info("WebPush: info"), P256.bytes(to.open()), own),
            32);
    byte[] key = derive(input, salt, info("Content-Encoding: aes128gcm"), 16);
    byte[] nonce = derive(input, salt, info("Content-Encoding: nonce"), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG * 8, nonce));
    byte[] size = ByteBuffer.allocate(4).putInt(MAX_BODY).array();
    return joined(salt, size, new byte[] {(byte) own.length}, own, cipher.doFinal(padded));
  }

  private static byte[] derive(byte[] input, byte[] salt, byte[] info, int length)
      throws GeneralSecurityException {
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract().addIKM(input).addSalt(salt).thenExpand(info, length));
  }

  /// With the zero that ends each of them.
  private static byte[] info(String words) {
    byte[] ascii = words.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(ascii, ascii.length + 1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
