package io.dering.signaling.room;

import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AgentId;
import java.util.Optional;

/// Who does something to a room.
public sealed interface Actor {
  /// The business's own system, or nobody in particular.
  record Backend() implements Actor {}

  /// The customer.
  record Writer() implements Actor {}

  record Person(AgentId agent, Role role) implements Actor {}

  /// The agent, if it was one.
  default Optional<AgentId> person() {
    return this instanceof Person(var agent, var _) ? Optional.of(agent) : Optional.empty();
  }

  /// RO-1: an agent acts on rooms of the agent's own, everybody above on all.
  default boolean mayActOn(RoomState state) {
    return !(this instanceof Person(var agent, var role))
        || role != Role.AGENT
        || state.agents().contains(agent);
  }
}
