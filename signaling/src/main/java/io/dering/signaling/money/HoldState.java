package io.dering.signaling.money;

/// Where a hold stands. Stored: append only.
public enum HoldState {
  OPEN,
  SETTLED,
  RELEASED
}
