package io.dering.gateway.tokens;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals answers that are kept for requests that come again: one may hold a token, and tokens stand
/// in no database. AES-256-GCM under a key derived from the one that signs session tokens, so that
/// who can open an answer could sign in anyway.
public final class AnswerSeal {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final RandomGenerator random;
  private final byte[] sealKey;
  private final byte[] printKey;

  /// @param key the key of the session tokens
  /// @param random a source that cannot be guessed
  public AnswerSeal(byte[] key, RandomGenerator random) {
    this.random = random;
    this.sealKey = mac(key, "dering kept answers: seal".getBytes(StandardCharsets.UTF_8));
    this.printKey = mac(key, "dering kept answers: print".getBytes(StandardCharsets.UTF_8));
  }

  /// The same hexadecimal text for the same request; says nothing about it to who lacks the key.
  public String fingerprint(byte[] request) {
    return HexFormat.of().formatHex(mac(printKey, request));
  }

  /// @param place where the answer belongs; it opens nowhere else
  public byte[] seal(byte[] answer, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(answer);
      return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES-GCM", e);
    }
  }

  /// Empty when it was sealed with another key or for another place, or was changed.
  public Optional<byte[]> open(byte[] sealed, String place) {
    if (sealed.length < NONCE_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, place);
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(sealKey, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] mac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }
}
