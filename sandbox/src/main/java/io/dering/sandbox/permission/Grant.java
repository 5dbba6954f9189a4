package io.dering.sandbox.permission;

import java.time.Instant;

/// Whether a customer may be called.
public sealed interface Grant {
  record None() implements Grant {}

  /// Ends by itself, without a webhook.
  record Temporary(Instant until) implements Grant {}

  record Permanent() implements Grant {}
}
