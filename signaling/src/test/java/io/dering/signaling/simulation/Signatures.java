package io.dering.signaling.simulation;

import io.dering.signaling.meta.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Meta's signature, a forger's, and our check of them, which is the production one.
final class Signatures {
  private static final String SECRET = "simulated app secret";
  private final WebhookSignature check = new WebhookSignature(List.of(SECRET));
  private final Mac ours = mac(SECRET);
  private final Mac forgers = mac("guessed");

  boolean verifies(byte[] body, String header) {
    return check.verifies(body, header);
  }

  String sign(byte[] body) {
    return "sha256=" + HexFormat.of().formatHex(ours.doFinal(body));
  }

  String forge(byte[] body) {
    return "sha256=" + HexFormat.of().formatHex(forgers.doFinal(body));
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA256", e);
    }
  }
}
