package io.dering.signaling.call;

/// What Meta reports of a call of the business's while the customer has not answered (Meta
/// reference 2.4).
public enum CallProgress {
  /// The customer's phone rings.
  RINGING,
  /// The customer has picked up: this, and not the `connect` with the SDP, is the pickup.
  ACCEPTED,
  /// The customer has declined; a terminate follows.
  REJECTED
}
