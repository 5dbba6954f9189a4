package io.dering.signaling.permission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Instants of which there may be none.
final class Instants {
  private Instants() {}

  /// The later of two; null only when both are.
  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  /// The instant, unless it has passed.
  static @Nullable Instant ahead(@Nullable Instant at, Instant now) {
    return at != null && at.isAfter(now) ? at : null;
  }
}
