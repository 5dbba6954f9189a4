package io.dering.gateway.rest;

import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import org.jspecify.annotations.Nullable;

/// Who asks, reduced to what it may see.
///
/// @param own the agent whose own calls are all that may be seen, or null for all of the account
record Viewer(AccountId account, @Nullable AgentId own) {
  static Viewer ofAll(AccountId account) {
    return new Viewer(account, null);
  }

  /// RO-1: an agent sees own calls; supervisors, admins and owners see those of the account.
  static Viewer of(AccountId account, AgentId agent, Role role) {
    return switch (role) {
      case OWNER, ADMIN, SUPERVISOR -> ofAll(account);
      case AGENT -> new Viewer(account, agent);
    };
  }

  boolean sees(CallView call) {
    return own == null || own.equals(call.agent());
  }
}
