package io.dering.sandbox.outbound;

/// How far a call of the business's has come, by Meta's words (reference 2.4).
public enum OutboundStatus {
  /// The customer's phone rings.
  RINGING,
  /// The customer has picked up: time and money begin here.
  ACCEPTED,
  /// The customer has declined; a terminate follows.
  REJECTED
}
