package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.util.Set;

/// Who asks.
sealed interface Viewer {
  AccountId account();

  /// Stable name within the account, for limits and kept answers.
  String key();

  /// A program with an API token.
  record Backend(AccountId account, String key, Set<Scope> scopes) implements Viewer {}

  /// An agent's page, or whoever acts for it, with a session token.
  record Person(AccountId account, AgentId agent, Role role) implements Viewer {
    @Override
    public String key() {
      return "agent:" + agent.value();
    }
  }

  /// A page of this machine under `dev`: it may do what an owner may.
  record LocalPage(AccountId account) implements Viewer {
    @Override
    public String key() {
      return "page";
    }
  }
}
