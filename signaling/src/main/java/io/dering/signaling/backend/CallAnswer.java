package io.dering.signaling.backend;

import io.dering.signaling.id.CallId;
import java.time.Instant;
import java.util.Optional;

/// Answers to [CallRequest].
public sealed interface CallAnswer extends BackendAnswer {
  /// The call is in the log, and its first minute is held; what becomes of it is told by its
  /// events.
  ///
  /// @param warned whether WhatsApp may ask the customer to take the permission back if this call
  ///   is not answered either (OUT-4)
  record Placed(CallId call, boolean warned) implements CallAnswer {}

  /// No call was made.
  ///
  /// @param nextAllowedAt when the same call would be allowed, where time heals it
  record NotPlaced(DialRefusal why, Optional<Instant> nextAllowedAt) implements CallAnswer {
    public static NotPlaced because(DialRefusal why) {
      return new NotPlaced(why, Optional.empty());
    }
  }
}
