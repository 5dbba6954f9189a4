package io.dering.gateway.charges;

import io.dering.signaling.call.MetaError;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the last round of questions to Meta went.
///
/// @param readAt when one worked last in the life of this process
/// @param failure why the last one did not; null when it did
public record Reading(@Nullable Instant readAt, @Nullable Failure failure) {
  /// Nothing has been asked yet.
  static final Reading WAITING = new Reading(null, null);

  /// @param at when it was noticed first
  /// @param error what Meta refused with; empty when it did not answer or could not be understood
  /// @param sentence for the operator, without anything that Meta wrote
  public record Failure(Instant at, Optional<MetaError> error, String sentence) {}
}
