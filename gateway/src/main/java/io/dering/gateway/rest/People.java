package io.dering.gateway.rest;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import java.util.List;
import java.util.Optional;

/// Who works here.
public interface People {
  /// The agent of that name in that account, disabled or not: the log of calls names them.
  Optional<Agent> find(AccountId account, AgentId agent);

  /// What somebody with a token for that role may do now; empty for who may not come in.
  default Optional<Role> standing(AccountId account, AgentId agent, Role claimed) {
    return find(account, agent).map(_ -> claimed);
  }

  /// All agents of the account who may come in, none of one that is unknown.
  List<Agent> of(AccountId account);

  /// Whether agents of the account see the last digits of customers' numbers alone (RM-8).
  default boolean masksContacts(AccountId account) {
    return false;
  }

  /// What the configuration calls the channel; its id where it has none of that id.
  default String channelName(AccountId account, ChannelId channel) {
    return channel.value();
  }

  /// The account whose calls a page on the same machine may read without a token. Present under
  /// `dev` only.
  Optional<AccountId> demoAccount();

  /// Who may sign in by name: the agents of the demo account under `dev`, nobody otherwise.
  List<Agent> demoAgents();
}
