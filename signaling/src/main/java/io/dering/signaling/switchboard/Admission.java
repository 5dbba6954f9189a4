package io.dering.signaling.switchboard;

/// Which new calls are taken. What is given up first is what harms least: a call that the business
/// may place in a minute goes before a customer who waits now, and one that runs is never touched.
public enum Admission {
  ALL,
  /// Customers' calls alone.
  INBOUND,
  NONE;

  boolean takesInbound() {
    return this != NONE;
  }

  boolean takesOutbound() {
    return this == ALL;
  }
}
