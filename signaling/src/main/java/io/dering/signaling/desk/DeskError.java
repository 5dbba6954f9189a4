package io.dering.signaling.desk;

/// The error codes of the desk protocol.
public enum DeskError {
  UNSUPPORTED_VERSION("unsupported_version"),
  MALFORMED("malformed"),
  UNKNOWN_TYPE("unknown_type"),
  UNAUTHORIZED("unauthorized"),
  /// The call is already taken or ended (IN-5).
  TOO_LATE("too_late"),
  /// The agent has a call.
  BUSY("busy"),
  /// The call rings, but not for this agent (not a member, or declined before).
  NOT_RINGING("not_ringing"),
  UNKNOWN_CALL("unknown_call"),
  /// The SDP is longer than any that is carried.
  SDP_REFUSED("sdp_refused"),
  /// More offers of legs than any page needs; the next one may come after a while.
  TOO_MANY_OFFERS("too_many_offers");

  private final String wire;

  DeskError(String wire) {
    this.wire = wire;
  }

  /// The `code` field's value.
  public String wire() {
    return wire;
  }
}
