package io.dering.gateway.events;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what is sent, after Standard Webhooks 1.0.0: HMAC-SHA256 of `id.timestamp.body` under the
/// decoded secret, in Base64 behind `v1,`.
public final class WebhookSignature {
  private static final String PREFIX = "whsec_";
  private static final int SECRET_BYTES = 32;

  private final List<SecretKeySpec> keys;

  /// @param secrets the newest first; more than one while a receiver changes from one to the other
  /// @throws IllegalArgumentException when a secret is not `whsec_` and Base64
  public WebhookSignature(List<String> secrets) {
    keys = secrets.stream().map(WebhookSignature::key).toList();
  }

  private static SecretKeySpec key(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("a webhook's secret begins with " + PREFIX);
    }
    return new SecretKeySpec(
        Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256");
  }

  /// A new secret of 256 bits.
  public static String newSecret(RandomGenerator random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /// The value of `webhook-signature`: one signature for each secret, with a space between them; a
  /// receiver goes by the one that fits.
  public String sign(String id, long timestampS, byte[] body) {
    return keys.stream()
        .map(key -> sign(key, id, timestampS, body))
        .collect(Collectors.joining(" "));
  }

  private static String sign(SecretKeySpec key, String id, long timestampS, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update((id + "." + timestampS + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
    }
  }
}
