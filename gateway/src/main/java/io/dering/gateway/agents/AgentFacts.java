package io.dering.gateway.agents;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.switchboard.Fact;

/// The way to the switchboard of an account.
@FunctionalInterface
public interface AgentFacts {
  /// Hands over what an agent did. Does not block.
  ///
  /// @return false when the switchboard cannot take more now; the page is then disconnected, so
  ///   that it does not believe something that nobody heard
  boolean tell(AccountId account, Fact.FromAgent fact);
}
