package io.dering.gateway.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/// The key by which push services know this gateway (RFC 8292). Browsers tie their subscriptions to
/// its public half: with another key all of them are void.
public final class VapidKey {
  /// How many bytes [#bytes] has: the private key and the public one.
  public static final int LENGTH = P256.PRIVATE_LENGTH + P256.PUBLIC_LENGTH;

  private final ECPrivateKey secret;
  private final ECPublicKey open;

  private VapidKey(ECPrivateKey secret, ECPublicKey open) {
    this.secret = secret;
    this.open = open;
  }

  public static VapidKey make(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      return new VapidKey((ECPrivateKey) pair.getPrivate(), (ECPublicKey) pair.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// Reads what [#bytes] wrote.
  ///
  /// @throws IllegalArgumentException when it is no key
  public static VapidKey of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a VAPID key has " + LENGTH + " bytes");
    }
    try {
      byte[] open = Arrays.copyOfRange(bytes, P256.PRIVATE_LENGTH, LENGTH);
      return new VapidKey(
          P256.privateKey(Arrays.copyOf(bytes, P256.PRIVATE_LENGTH)),
          P256.publicKey(open)
              .orElseThrow(() -> new IllegalArgumentException("not a point of P-256")));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a key of P-256", e);
    }
  }

  /// For the owner's eyes alone.
  public byte[] bytes() {
    byte[] bytes = Arrays.copyOf(P256.bytes(secret), LENGTH);
    System.arraycopy(P256.bytes(open), 0, bytes, P256.PRIVATE_LENGTH, P256.PUBLIC_LENGTH);
    return bytes;
  }

  /// What pages subscribe with (`applicationServerKey`): 65 bytes in base64url.
  public String publicText() {
    return text(P256.bytes(open));
  }

  /// The `ES256` signature (RFC 7518 §3.4) of an ASCII text, in base64url.
  String sign(String signed) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(secret);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return text(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has ECDSA", e);
    }
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
