package io.dering.signaling.backend;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AgentId;
import org.jspecify.annotations.Nullable;

/// The account's people (RO-1). A change takes effect at once.
public sealed interface UserRequest extends BackendRequest {
  /// All of them, those who are disabled too.
  record ListUsers() implements UserRequest {}

  /// Somebody new; the id is taken, not made.
  ///
  /// @param upTo the highest role that whoever asks may give
  record AddUser(Agent agent, Role upTo) implements UserRequest {}

  /// What is null stays as it is.
  ///
  /// @param upTo the highest role that whoever asks may give, and whose holders may be changed
  record ChangeUser(
      AgentId user,
      @Nullable String name,
      @Nullable Role role,
      @Nullable Boolean disabled,
      @Nullable Boolean mayCall,
      Role upTo)
      implements UserRequest {
    /// Whether the person may call customers stays as it is.
    public ChangeUser(
        AgentId user,
        @Nullable String name,
        @Nullable Role role,
        @Nullable Boolean disabled,
        Role upTo) {
      this(user, name, role, disabled, null, upTo);
    }
  }
}
