package io.dering.gateway.webhook;

/// How a request to the webhook address ended: the label of a metric.
public enum WebhookOutcome {
  /// GET with our verify token.
  VERIFIED,
  /// GET without it.
  VERIFICATION_REFUSED,
  /// Signed, read and durable: 200.
  TAKEN,
  /// As `TAKEN`, but a call in it begins or ends in a way that cannot be read: 200, and nothing
  /// came of that call.
  UNUSABLE,
  /// As `TAKEN`, but about a number that none of several accounts has: 200, and nothing came of it.
  UNKNOWN_NUMBER,
  /// Unsigned or wrongly signed: 401.
  SIGNATURE_REFUSED,
  /// More than Meta ever sends: 413.
  TOO_LARGE,
  /// Signed, but not a webhook: 400.
  MALFORMED,
  /// Could not be made durable: 503, Meta repeats it.
  NOT_STORED
}
