package io.dering.gateway.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/// Keys on the curve P-256 as Web Push writes them: a public one is 65 bytes, `04`, x, y (SEC 1
/// §2.3.3), a private one its 32 bytes.
final class P256 {
  static final int PUBLIC_LENGTH = 65;
  static final int PRIVATE_LENGTH = 32;
  private static final byte UNCOMPRESSED = 4;

  private P256() {}

  /// The key, if these bytes are a point of the curve: any other would give our secret away bit by
  /// bit.
  static Optional<ECPublicKey> publicKey(byte[] bytes) {
    if (bytes.length != PUBLIC_LENGTH || bytes[0] != UNCOMPRESSED) {
      return Optional.empty();
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(bytes, 1, 33));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(bytes, 33, PUBLIC_LENGTH));
    try {
      ECParameterSpec curve = curve();
      return isOn(curve, x, y)
          ? Optional.of(
              (ECPublicKey)
                  KeyFactory.getInstance("EC")
                      .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve)))
          : Optional.empty();
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  /// @throws GeneralSecurityException when the bytes are no private key
  static ECPrivateKey privateKey(byte[] bytes) throws GeneralSecurityException {
    return (ECPrivateKey)
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes), curve()));
  }

  static byte[] bytes(ECPublicKey key) {
    byte[] bytes = new byte[PUBLIC_LENGTH];
    bytes[0] = UNCOMPRESSED;
    put(key.getW().getAffineX(), bytes, 1);
    put(key.getW().getAffineY(), bytes, 33);
    return bytes;
  }

  static byte[] bytes(ECPrivateKey key) {
    byte[] bytes = new byte[PRIVATE_LENGTH];
    put(key.getS(), bytes, 0);
    return bytes;
  }

  private static void put(BigInteger number, byte[] into, int at) {
    byte[] digits = number.toByteArray();
    int length = Math.min(digits.length, 32);
    System.arraycopy(digits, digits.length - length, into, at + 32 - length, length);
  }

  private static boolean isOn(ECParameterSpec curve, BigInteger x, BigInteger y) {
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec("secp256r1"));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }
}
