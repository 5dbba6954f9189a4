package io.dering.sandbox.webhooks;

import java.net.URI;
import java.time.Duration;

/// Where webhooks go and how often they are tried.
///
/// @param callback the business's webhook address, `http` or `https`
/// @param appSecret signs every body
/// @param timeout of one attempt; Meta's own is about 20 s
/// @param retryAfter pause before the next attempt when the answer was not 2xx; Meta: about 20 s
/// @param maxAttempts in all
public record WebhookSettings(
    URI callback, String appSecret, Duration timeout, Duration retryAfter, int maxAttempts) {
  public WebhookSettings {
    String scheme = callback.getScheme();
    if (callback.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("the callback must be an http or https address");
    }
    if (appSecret.isEmpty()) {
      throw new IllegalArgumentException("appSecret must not be empty");
    }
    if (timeout.toMillis() < 1 || retryAfter.toMillis() < 1) {
      throw new IllegalArgumentException("timeout and retryAfter must be at least 1 ms");
    }
    if (maxAttempts < 1 || maxAttempts > 10) {
      throw new IllegalArgumentException("maxAttempts must be 1 to 10");
    }
  }

  /// 20 s, again after 20 s, three attempts.
  public static WebhookSettings of(URI callback, String appSecret) {
    return new WebhookSettings(
        callback, appSecret, Duration.ofSeconds(20), Duration.ofSeconds(20), 3);
  }

  @Override
  public String toString() {
    return "WebhookSettings[" + callback + ", appSecret=set]";
  }
}
