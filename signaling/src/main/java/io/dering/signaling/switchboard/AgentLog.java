package io.dering.signaling.switchboard;

import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.agent.Device;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Writes the agents' log history (RM-3): what changes for the agent, not for each page, so that a
/// reload or a second tab is no entry.
record AgentLog(AccountId account, Roster roster) {
  /// A page is there.
  void connected(AgentId agent, ConnectionId connection, Work work) {
    if (roster.signedIn(agent, true)) {
      write(agent, AgentRecord.Kind.SIGNED_IN, roster.device(connection), null, work);
    }
  }

  /// The last page has gone and its grace is over; `device` is what it ran on.
  void gone(AgentId agent, Device device, Work work) {
    if (!roster.hasPage(agent) && roster.signedIn(agent, false)) {
      boolean _ = roster.toldUnreachable(agent, false);
      write(agent, AgentRecord.Kind.SIGNED_OUT, device, null, work);
    }
  }

  void chose(AgentId agent, Presence chosen, ConnectionId connection, Work work) {
    AgentRecord.Kind kind =
        chosen == Presence.AWAY ? AgentRecord.Kind.AWAY : AgentRecord.Kind.ONLINE;
    write(agent, kind, roster.device(connection), null, work);
  }

  /// None of the agent's pages has answered for so long; `device` is what the last of them runs on.
  void unreachable(AgentId agent, Device device, Duration silence, Work work) {
    if (roster.toldUnreachable(agent, true)) {
      write(agent, AgentRecord.Kind.UNREACHABLE, device, silence, work);
    }
  }

  void reachable(AgentId agent, ConnectionId connection, Duration silence, Work work) {
    if (roster.toldUnreachable(agent, false)) {
      write(agent, AgentRecord.Kind.REACHABLE, roster.device(connection), silence, work);
    }
  }

  private void write(
      AgentId agent, AgentRecord.Kind kind, Device device, @Nullable Duration after, Work work) {
    work.write(new AgentRecord(work.now(), account, agent, kind, device, after));
  }
}
