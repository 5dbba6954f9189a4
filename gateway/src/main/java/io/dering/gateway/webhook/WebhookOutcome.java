package io.dering.gateway.webhook;

/// How a request to the webhook address ended: the label of a metric.
public enum WebhookOutcome {
  /// GET with our verify token.
  VERIFIED,
  /// GET without it.
  VERIFICATION_REFUSED,
  /// Signed, read and durable: 200.
  TAKEN,
  /// Unsigned or wrongly signed: 401.
  SIGNATURE_REFUSED,
  /// More than Meta ever sends: 413.
  TOO_LARGE,
  /// Signed, but not a webhook: 400.
  MALFORMED,
  /// Could not be made durable: 503, Meta repeats it.
  NOT_STORED
}
