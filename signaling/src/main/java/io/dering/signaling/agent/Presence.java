package io.dering.signaling.agent;

/// What colleagues see of an agent. An agent chooses ONLINE or AWAY; OFFLINE follows from having no
/// page, ON_CALL from holding a call.
public enum Presence {
  ONLINE("online"),
  AWAY("away"),
  OFFLINE("offline"),
  ON_CALL("on_call");

  private final String wire;

  Presence(String wire) {
    this.wire = wire;
  }

  /// The word in the desk protocol.
  public String wire() {
    return wire;
  }
}
