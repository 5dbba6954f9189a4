package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.call.CallState;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.room.Rooms;
import java.time.Instant;
import java.util.List;

/// Agents, and the calls that wait for them, as supervisors and backends see them now (RM-12).
/// Changes nothing.
record StaffDesk(Roster roster, Ringer ringer, Rooms rooms, CallBook book, Gatekeeper gatekeeper) {
  BackendAnswer handle(AgentRequest request, Work work) {
    return switch (request) {
      case AgentRequest.ListAgents _ ->
          new AgentAnswer.Agents(roster.agents().stream().map(this::seen).toList());
      case AgentRequest.ListWaiting _ -> waiting();
      case AgentRequest.LookAtAdmission _ -> gatekeeper.admitted(work.now());
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
        rooms.handledBy(id),
        roster.isDisabled(id),
        roster.pages(id));
  }

  private AgentAnswer.Waiting waiting() {
    List<AgentAnswer.WaitingCall> oldest =
        book.waiting().stream().limit(AgentAnswer.MOST_WAITING).map(StaffDesk::waiting).toList();
    return new AgentAnswer.Waiting(book.waiting().size(), oldest);
  }

  private static AgentAnswer.WaitingCall waiting(LiveCall call) {
    Instant since = call.state() instanceof CallState.Ringing ringing ? ringing.since() : null;
    if (since == null) {
      throw new IllegalStateException("a call that waits must ring");
    }
    return new AgentAnswer.WaitingCall(
        call.id(), call.channel(), call.caller(), since, List.copyOf(call.offered()));
  }
}
