package io.dering.signaling.call;

/// What the gateway plays into a call.
public enum Tone {
  /// The customer's phone rings: for the agent alone, until the customer has answered or the call
  /// is over.
  RINGBACK,
  /// The money ends soon (BAL-4): once, for both sides.
  LOW_BALANCE
}
