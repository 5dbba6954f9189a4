package io.dering.signaling.desk;

import java.util.Locale;

/// How far the call that an agent holds has come, in the words of the wire.
public enum HeldState {
  /// Taken by the agent; Meta has not confirmed the accept.
  CONNECTING,
  /// The agent calls the customer, whose phone does not ring yet.
  DIALLING,
  /// The customer's phone rings.
  RINGING,
  TALKING;

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
