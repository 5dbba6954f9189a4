package io.dering.signaling.meta;

/// Reads webhook bodies. Never throws.
public final class WebhookReader {
  /// Meta sends up to 3 MB (reference 6.4).
  public static final int MAX_BODY_LENGTH = 3 * 1024 * 1024;

  private WebhookReader() {}

  public static WebhookResult read(byte[] body) {
    return new WebhookResult.Refused(WebhookRefusal.NOT_A_WEBHOOK, body.length);
  }
}
