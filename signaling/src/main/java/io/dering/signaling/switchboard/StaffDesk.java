package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.id.AgentId;

/// Agents as supervisors and backends see them now (RM-12). Changes nothing.
record StaffDesk(Roster roster, Ringer ringer) {
  BackendAnswer handle(AgentRequest request) {
    return switch (request) {
      case AgentRequest.ListAgents _ ->
          new AgentAnswer.Agents(roster.agents().stream().map(this::seen).toList());
    };
  }

  private AgentAnswer.Seen seen(Agent agent) {
    AgentId id = agent.id();
    return new AgentAnswer.Seen(
        agent,
        roster.presence(id),
        roster.presenceSince(id),
        roster.wrapUpUntil(id),
        roster.pagesSilentSince(id),
        roster.holding(id),
        (int) ringer.ringingFor(id).stream().filter(call -> call.offered().contains(id)).count(),
        roster.pages(id));
  }
}
