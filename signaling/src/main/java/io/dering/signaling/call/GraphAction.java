package io.dering.signaling.call;

/// What can be asked of Meta about a call (Meta reference 1.3, 2.2).
public enum GraphAction {
  PRE_ACCEPT("pre_accept"),
  ACCEPT("accept"),
  REJECT("reject"),
  TERMINATE("terminate"),
  /// Calls a customer.
  CONNECT("connect");

  private final String wire;

  GraphAction(String wire) {
    this.wire = wire;
  }

  /// The `action` field's value.
  public String wire() {
    return wire;
  }
}
