package io.dering.gateway.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One event on its way to one endpoint.
///
/// @param lastStatus of the last answer, null without one
/// @param lastFailure a stable code of the last attempt that got no answer, else null
public record Delivery(
    String endpoint,
    StoredEvent event,
    State state,
    int attempts,
    Instant dueAt,
    @Nullable Instant lastAt,
    @Nullable Integer lastStatus,
    @Nullable String lastFailure) {

  /// How far it has got. Stored by name: append only.
  public enum State {
    WAITING,
    DELIVERED,
    /// Given up; only a replay sends it again.
    DEAD
  }

  /// What one attempt came to.
  ///
  /// @param dueAt when it is tried again, if it is
  public record Outcome(
      State state, Instant at, Instant dueAt, @Nullable Integer status, @Nullable String failure) {}
}
