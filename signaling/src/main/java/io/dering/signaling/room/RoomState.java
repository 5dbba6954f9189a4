package io.dering.signaling.room;

import io.dering.signaling.id.AgentId;
import java.util.List;

/// Where a room stands (RM-1).
public sealed interface RoomState {
  /// Nobody is assigned.
  record Open() implements RoomState {}

  /// Assigned to at least one agent, in the order of assignment.
  record Answered(List<AgentId> agents) implements RoomState {
    /// @throws IllegalArgumentException when nobody is assigned
    public Answered {
      agents = agents.stream().distinct().toList();
      if (agents.isEmpty()) {
        throw new IllegalArgumentException("An answered room is assigned to somebody");
      }
    }
  }

  /// Done with, until the customer writes.
  record Resolved() implements RoomState {}

  /// Who is assigned; nobody unless it is answered.
  default List<AgentId> agents() {
    return this instanceof Answered(var agents) ? agents : List.of();
  }
}
