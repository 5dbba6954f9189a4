package io.dering.signaling.agent;

/// A person's account: who it is, and whether that person may still come in (RO-1). Nobody is ever
/// deleted, because the log of calls names them.
///
/// @param disabled whether the person may not sign in, and is passed over when calls ring
public record User(Agent agent, boolean disabled) {
  /// Somebody who may come in.
  public static User of(Agent agent) {
    return new User(agent, false);
  }
}
