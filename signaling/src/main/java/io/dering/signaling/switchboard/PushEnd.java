package io.dering.signaling.switchboard;

/// Why a call that was announced by push no longer rings for that agent.
public enum PushEnd {
  /// Nobody answered it.
  MISSED("missed"),
  /// Another agent took it.
  TAKEN("taken"),
  /// The agent took or declined it, or took another: there is nothing to tell.
  HANDLED("handled");

  private final String wire;

  PushEnd(String wire) {
    this.wire = wire;
  }

  /// The word in the message to the browser.
  public String wire() {
    return wire;
  }
}
