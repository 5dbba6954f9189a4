package io.dering.signaling.permission;

import java.time.Instant;
import java.util.Optional;

/// Whether the business may call a customer now (OUT-2, OUT-3).
public sealed interface CallVerdict {
  /// @param warned whether the agent is to be warned first: the customer did not answer the last
  ///   calls, and WhatsApp may have asked whether to keep the permission (OUT-4)
  /// @param left how many calls may still connect in these 24 h
  record Allowed(boolean warned, int left) implements CallVerdict {}

  /// @param next when time heals it
  record Refused(Why why, Optional<Instant> next) implements CallVerdict {}

  /// Why not.
  enum Why {
    NO_PERMISSION,
    /// As many calls have connected as may in 24 h (OUT-3).
    DAILY_LIMIT,
    /// Meta said that it takes no call now.
    META_REFUSES
  }
}
