package io.dering.signaling.room;

import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AgentId;
import java.util.List;

/// The life of a room.
///
/// | from     | input                  | to       | why                                         |
/// |----------|------------------------|----------|---------------------------------------------|
/// | open     | Wrote, Stirred, Called | open     | nothing to change                           |
/// | open     | Assign, TakeOver       | answered | RM-2                                        |
/// | open     | Resolve                | resolved | RM-1; by an agent: refused, it is nobody's  |
/// | answered | Wrote, Stirred, Called | answered | the assignment stays                        |
/// | answered | Assign, TakeOver       | answered | reassigned, taken over (RM-2)               |
/// | answered | Resolve                | resolved | the assignment goes (RM-1)                  |
/// | resolved | Wrote                  | open     | the customer alone reopens (RM-1)           |
/// | resolved | Stirred, Called        | resolved | neither writes nor answers (RM-1)           |
/// | resolved | anything else          | refused  | RM-1                                        |
///
/// An agent assigns and resolves rooms that are assigned to that agent, and takes over any for
/// nobody else; supervisors, admins, owners and backends do all of it (RO-1).
public final class RoomMachine {
  private static final RoomDecision STAYS = new RoomDecision.Stays();

  private RoomMachine() {}

  public static RoomDecision decide(RoomState state, RoomInput input) {
    return switch (input) {
      case RoomInput.Wrote _ ->
          state instanceof RoomState.Resolved
              ? new RoomDecision.Moved(new RoomState.Open(), RoomEventKind.REOPENED)
              : STAYS;
      case RoomInput.Stirred _, RoomInput.Called _ -> STAYS;
      case RoomInput.Assign(var by, var agents) -> assign(state, by, agents);
      case RoomInput.TakeOver(var by, var agent) -> takeOver(state, by, agent);
      case RoomInput.Resolve(var by) -> resolve(state, by);
    };
  }

  private static RoomDecision assign(RoomState state, Actor by, List<AgentId> agents) {
    if (state instanceof RoomState.Resolved) {
      return new RoomDecision.Refused(RoomRefusal.RESOLVED);
    }
    if (!by.mayActOn(state)) {
      return new RoomDecision.Refused(RoomRefusal.NOT_ASSIGNED);
    }
    return move(state, new RoomState.Answered(agents), RoomEventKind.ASSIGNED);
  }

  private static RoomDecision takeOver(RoomState state, Actor by, AgentId agent) {
    if (by instanceof Actor.Person(var self, var role)
        && role == Role.AGENT
        && !self.equals(agent)) {
      return new RoomDecision.Refused(RoomRefusal.FOR_SOMEBODY_ELSE);
    }
    if (state instanceof RoomState.Resolved) {
      return new RoomDecision.Refused(RoomRefusal.RESOLVED);
    }
    return move(state, new RoomState.Answered(List.of(agent)), RoomEventKind.TAKEN_OVER);
  }

  private static RoomDecision resolve(RoomState state, Actor by) {
    if (state instanceof RoomState.Resolved) {
      return new RoomDecision.Refused(RoomRefusal.ALREADY_RESOLVED);
    }
    if (!by.mayActOn(state)) {
      return new RoomDecision.Refused(RoomRefusal.NOT_ASSIGNED);
    }
    return new RoomDecision.Moved(new RoomState.Resolved(), RoomEventKind.RESOLVED);
  }

  /// The same assignment again is no event.
  private static RoomDecision move(RoomState from, RoomState to, RoomEventKind kind) {
    return from.equals(to) ? STAYS : new RoomDecision.Moved(to, kind);
  }
}
