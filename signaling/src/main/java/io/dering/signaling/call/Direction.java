package io.dering.signaling.call;

/// Who called whom: the customer the business (inbound), or the business the customer (outbound).
public enum Direction {
  INBOUND,
  OUTBOUND
}
