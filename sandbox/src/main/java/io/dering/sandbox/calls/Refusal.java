package io.dering.sandbox.calls;

/// Why a Graph request that reads well is refused by the call's state.
public enum Refusal {
  /// Accept's SDP is not byte for byte pre_accept's, or a second pre_accept brings another one.
  SDP_DIFFERS,
  /// Accept, pre_accept or reject for a call that has been accepted.
  ALREADY_ACCEPTED,
  /// Terminate for a call that has not been accepted: reject ends those.
  NOT_ACCEPTED,
  /// The call is over: the customer hung up, or the business ended it before.
  ALREADY_ENDED,
  /// Pre_accept or accept after Meta's limit.
  TOO_LATE
}
