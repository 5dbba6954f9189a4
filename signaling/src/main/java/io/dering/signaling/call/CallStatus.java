package io.dering.signaling.call;

/// REP-2: connected and handled by an agent, or not.
public enum CallStatus {
  ANSWERED,
  UNANSWERED
}
