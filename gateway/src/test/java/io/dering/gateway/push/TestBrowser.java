package io.dering.gateway.push;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.id.PushDeviceId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A browser that has subscribed, and reads what it is sent: RFC 8291 §3.4 and RFC 8188 §2 from the
/// receiving side, HKDF (RFC 5869) written out.
public final class TestBrowser {
  private final KeyPair keys;
  private final byte[] auth = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);

  public TestBrowser() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public String p256dh() {
    return text(point((ECPublicKey) keys.getPublic()));
  }

  public String auth() {
    return text(auth);
  }

  PushDevice at(String endpoint) {
    return new PushDevice(new PushDeviceId("push_test"), endpoint, p256dh(), auth());
  }

  /// The message within the body of a push.
  public String read(byte[] body) {
    try {
      ByteBuffer in = ByteBuffer.wrap(body);
      byte[] salt = take(in, 16);
      int recordSize = in.getInt();
      byte[] sender = take(in, in.get());
      if (in.remaining() > recordSize) {
        throw new AssertionError("more than one record");
      }
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
      agreement.init(keys.getPrivate());
      agreement.doPhase(key(sender), true);
      byte[] info = concat(ascii("WebPush: info\0"), point((ECPublicKey) keys.getPublic()), sender);
      byte[] secret = hkdf(auth, agreement.generateSecret(), info, 32);
      byte[] aes = hkdf(salt, secret, ascii("Content-Encoding: aes128gcm\0"), 16);
      byte[] nonce = hkdf(salt, secret, ascii("Content-Encoding: nonce\0"), 12);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(aes, "AES"), new GCMParameterSpec(128, nonce));
      byte[] padded = cipher.doFinal(take(in, in.remaining()));
      int end = padded.length - 1;
      while (padded[end] == 0) {
        end--;
      }
      if (padded[end] != 2) {
        throw new AssertionError("not the last record");
      }
      return new String(padded, 0, end, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("not for this browser", e);
    }
  }

  static ECPublicKey key(byte[] point) throws GeneralSecurityException {
    KeyPairGenerator any = KeyPairGenerator.getInstance("EC");
    any.initialize(new ECGenParameterSpec("secp256r1"));
    var curve = ((ECPublicKey) any.generateKeyPair().getPublic()).getParams();
    ECPoint w =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, 33)),
            new BigInteger(1, Arrays.copyOfRange(point, 33, 65)));
    return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, curve));
  }

  private static byte[] point(ECPublicKey key) {
    return concat(new byte[] {4}, fixed(key.getW().getAffineX()), fixed(key.getW().getAffineY()));
  }

  private static byte[] fixed(BigInteger number) {
    byte[] all = concat(new byte[32], number.toByteArray());
    return Arrays.copyOfRange(all, all.length - 32, all.length);
  }

  private static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    byte[] extracted = hmac(salt, input);
    return Arrays.copyOf(hmac(extracted, concat(info, new byte[] {1})), length);
  }

  private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] taken = new byte[length];
    in.get(taken);
    return taken;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
