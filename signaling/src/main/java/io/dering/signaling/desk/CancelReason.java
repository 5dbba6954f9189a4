package io.dering.signaling.desk;

/// Why a call no longer rings on this page.
public enum CancelReason {
  CUSTOMER_HUNG_UP("customer_hung_up"),
  TIMED_OUT("timed_out"),
  REJECTED("rejected"),
  FAILED("failed");

  private final String wire;

  CancelReason(String wire) {
    this.wire = wire;
  }

  /// The `reason` field's value.
  public String wire() {
    return wire;
  }
}
