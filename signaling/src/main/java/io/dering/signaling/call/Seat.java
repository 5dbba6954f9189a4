package io.dering.signaling.call;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import java.time.Instant;

/// The agent's place in a taken call: one tab sits in it, or it is kept free for the agent's
/// return.
public sealed interface Seat {
  AgentId agent();

  record Taken(AgentId agent, ConnectionId connection) implements Seat {}

  record Vacant(AgentId agent, Instant until) implements Seat {}

  /// Whether this very tab sits in it.
  default boolean isTakenBy(ConnectionId connection) {
    return this instanceof Taken taken && taken.connection().equals(connection);
  }
}
