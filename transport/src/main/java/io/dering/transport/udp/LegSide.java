package io.dering.transport.udp;

/// Which side of a call a leg is on; a label of metrics.
public enum LegSide {
  /// Towards Meta and the customer's phone.
  CUSTOMER,
  /// Towards an agent's browser.
  AGENT
}
