package io.dering.signaling.agent;

/// What colleagues see of an agent. An agent chooses ONLINE or AWAY; OFFLINE follows from having no
/// page, ON_CALL from holding a call, WRAP_UP from having just ended one.
public enum Presence {
  ONLINE("online"),
  AWAY("away"),
  OFFLINE("offline"),
  ON_CALL("on_call"),
  WRAP_UP("wrap_up");

  private final String wire;

  Presence(String wire) {
    this.wire = wire;
  }

  /// The word in the desk protocol.
  public String wire() {
    return wire;
  }
}
