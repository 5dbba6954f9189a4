package io.dering.signaling.call;

/// Why the Meta leg is gone, as media says.
public enum LegCloseReason {
  ICE_FAILED,
  CONSENT_LOST,
  DTLS_FAILED,
  FINGERPRINT_MISMATCH,
  PEER_CLOSED,
  NO_MEDIA,
  OVERLOADED,
  CLOSED_BY_US,
  DEFECT
}
