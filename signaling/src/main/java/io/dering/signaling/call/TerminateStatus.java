package io.dering.signaling.call;

/// How Meta says a call ended: compared without case on the wire. COMPLETED does not mean answered.
public enum TerminateStatus {
  COMPLETED,
  FAILED,
  /// A word that is not documented; counts as FAILED only when errors stand beside it.
  OTHER
}
