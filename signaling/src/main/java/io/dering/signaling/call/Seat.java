package io.dering.signaling.call;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import java.time.Instant;
import java.util.Optional;

/// The agent's place in a taken call: one tab sits in it, a tab sits in it whose leg is still
/// awaited, or it is kept free for the agent's return.
public sealed interface Seat {
  AgentId agent();

  record Taken(AgentId agent, ConnectionId connection) implements Seat {}

  /// That tab accepted without a leg that is up: nobody is heard until a leg of the agent comes up.
  record Awaited(AgentId agent, ConnectionId connection, Instant until) implements Seat {}

  record Vacant(AgentId agent, Instant until) implements Seat {}

  /// Whether this very tab sits in it.
  default boolean isTakenBy(ConnectionId connection) {
    return tab().filter(connection::equals).isPresent();
  }

  /// The tab that sits in it, whether or not its leg is up.
  default Optional<ConnectionId> tab() {
    return switch (this) {
      case Taken taken -> Optional.of(taken.connection());
      case Awaited awaited -> Optional.of(awaited.connection());
      case Vacant _ -> Optional.empty();
    };
  }
}
