package io.dering.signaling.meta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// `X-Hub-Signature-256: sha256=<hex>`, HMAC-SHA256 with the app secret over the raw body, before
/// any parsing (Meta reference 6.2). Either hex case; compared in constant time. Any thread.
public final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "sha256=";
  private static final int HEX_LENGTH = 64;

  private final List<SecretKeySpec> keys;

  /// `appSecrets` holds one secret, or two during a rotation.
  ///
  /// @throws IllegalArgumentException when there are none or more than two, or one is empty
  public WebhookSignature(List<String> appSecrets) {
    if (appSecrets.isEmpty() || appSecrets.size() > 2) {
      throw new IllegalArgumentException("One app secret, or two during a rotation");
    }
    keys =
        appSecrets.stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
            .toList();
  }

  /// Whether `header` signs exactly these bytes with one of the secrets. Anything but the
  /// documented form of the header is false.
  public boolean verifies(byte[] body, String header) {
    if (!header.startsWith(PREFIX) || header.length() != PREFIX.length() + HEX_LENGTH) {
      return false;
    }
    for (int i = PREFIX.length(); i < header.length(); i++) {
      if (!HexFormat.isHexDigit(header.charAt(i))) {
        return false;
      }
    }
    byte[] claimed = HexFormat.of().parseHex(header, PREFIX.length(), header.length());
    boolean verified = false;
    for (SecretKeySpec key : keys) {
      verified |= MessageDigest.isEqual(sign(key, body), claimed);
    }
    return verified;
  }

  private static byte[] sign(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
