package io.dering.signaling.room;

import io.dering.signaling.id.AgentId;
import java.util.List;

/// What happens to a room.
public sealed interface RoomInput {
  /// The customer wrote, or answered a message.
  record Wrote() implements RoomInput {}

  /// The customer did something that is no message of its own: a reaction, a changed number.
  record Stirred() implements RoomInput {}

  /// The customer called, whatever became of the call.
  record Called() implements RoomInput {}

  /// From now on these agents, in place of those before (RM-2).
  record Assign(Actor by, List<AgentId> agents) implements RoomInput {
    public Assign {
      agents = List.copyOf(agents);
    }
  }

  /// From now on this agent alone, who takes it (RM-2).
  record TakeOver(Actor by, AgentId agent) implements RoomInput {}

  record Resolve(Actor by) implements RoomInput {}
}
