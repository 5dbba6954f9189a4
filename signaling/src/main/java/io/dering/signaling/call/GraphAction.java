package io.dering.signaling.call;

/// What can be asked of Meta about an inbound call (Meta reference 1.3).
public enum GraphAction {
  PRE_ACCEPT("pre_accept"),
  ACCEPT("accept"),
  REJECT("reject"),
  TERMINATE("terminate");

  private final String wire;

  GraphAction(String wire) {
    this.wire = wire;
  }

  /// The `action` field's value.
  public String wire() {
    return wire;
  }
}
