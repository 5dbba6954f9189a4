package io.dering.signaling.permission;

import java.time.Instant;
import java.util.Optional;

/// What a customer has granted (PM-3).
public sealed interface Grant {

  record None() implements Grant {}

  /// Until that instant, outside (168 h from the approval, as Meta sends it).
  record Temporary(Instant until) implements Grant {}

  record Permanent() implements Grant {}

  /// Whether the business may call at that instant.
  default boolean holds(Instant now) {
    return switch (this) {
      case None _ -> false;
      case Temporary(var until) -> now.isBefore(until);
      case Permanent _ -> true;
    };
  }

  /// When it ends by itself.
  default Optional<Instant> ends() {
    return this instanceof Temporary(var until) ? Optional.of(until) : Optional.empty();
  }
}
