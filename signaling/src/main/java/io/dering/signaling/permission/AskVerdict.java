package io.dering.signaling.permission;

import java.time.Instant;
import java.util.Optional;

/// Whether the business may ask a customer for permission now (PM-1, PM-2).
public sealed interface AskVerdict {
  record Allowed(Ask.Form form) implements AskVerdict {}

  /// @param next when time heals it
  record Refused(Why why, Optional<Instant> next) implements AskVerdict {
    public static Refused of(Why why) {
      return new Refused(why, Optional.empty());
    }
  }

  /// Why not.
  enum Why {
    /// There is nothing left to ask for (138017).
    ALREADY_PERMANENT,
    /// As many requests as may were sent (PM-2, 138009).
    LIMIT,
    /// Meta said that it takes no request now.
    META_REFUSES,
    /// The 24-hour window is closed, and the channel has no template for it.
    NO_TEMPLATE,
    /// The customer has neither a number nor a user id.
    NO_ADDRESS
  }
}
