package io.dering.signaling.agent;

/// A person's account: who it is, and whether that person may still come in (RO-1). Nobody is ever
/// deleted, because the log of calls names them.
///
/// @param disabled whether the person may not sign in, and is passed over when calls ring
/// @param mayCall whether the person may call customers (OUT-1)
public record User(Agent agent, boolean disabled, boolean mayCall) {
  /// Somebody who may call customers.
  public User(Agent agent, boolean disabled) {
    this(agent, disabled, true);
  }

  /// Somebody who may come in.
  public static User of(Agent agent) {
    return new User(agent, false);
  }
}
