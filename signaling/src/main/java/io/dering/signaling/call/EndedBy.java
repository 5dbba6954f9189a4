package io.dering.signaling.call;

/// Whose doing the end of a call was.
public enum EndedBy {
  CUSTOMER,
  AGENT,
  GATEWAY
}
