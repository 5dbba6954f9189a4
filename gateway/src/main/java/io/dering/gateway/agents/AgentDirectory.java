package io.dering.gateway.agents;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.util.Optional;

/// The agents that exist.
public interface AgentDirectory {
  /// The agent of that name in that account, disabled or not.
  Optional<Agent> find(AccountId account, AgentId agent);

  /// What an agent with a token for that role may do now; empty for who may not come in.
  default Optional<Role> standing(AccountId account, AgentId agent, Role claimed) {
    return find(account, agent).map(_ -> claimed);
  }

  /// The account that agents of demo mode belong to. Asked under `dev` only.
  Optional<AccountId> demoAccount();
}
