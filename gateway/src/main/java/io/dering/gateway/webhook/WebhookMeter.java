package io.dering.gateway.webhook;

/// Counts webhook requests.
@FunctionalInterface
public interface WebhookMeter {
  /// One request was answered, `nanos` after its head arrived.
  void answered(WebhookOutcome outcome, long nanos);
}
