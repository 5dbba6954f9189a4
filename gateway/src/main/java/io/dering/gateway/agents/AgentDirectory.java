package io.dering.gateway.agents;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.util.Optional;

/// The agents that exist.
public interface AgentDirectory {
  /// The agent of that name in that account.
  Optional<Agent> find(AccountId account, AgentId agent);

  /// The account that agents of demo mode belong to. Asked under `dev` only.
  Optional<AccountId> demoAccount();
}
