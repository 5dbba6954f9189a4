package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Roster;
import io.dering.signaling.id.AgentId;
import java.time.Duration;
import java.time.Instant;

/// The time after a call in which its agent writes down what it was about and is not free. It ends
/// by its deadline, or by the agent's own choice.
record WrapUps(Roster roster, Deadlines deadlines, Duration length) {
  /// The agent has talked and the call is over.
  void begin(AgentId agent, Work work) {
    if (length.isPositive()) {
      Instant until = work.now().plus(length);
      roster.wrapUp(agent, until, work.now());
      deadlines.set(new Deadlines.Key.WrapUpDue(agent), until);
    }
  }
}
