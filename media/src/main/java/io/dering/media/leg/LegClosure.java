package io.dering.media.leg;

/// Why a leg ended.
public enum LegClosure {
  /// No candidate pair answered in time (RFC 8445 §8.1.2).
  ICE_FAILED,
  /// The peer stopped answering consent checks: for 30 s (RFC 7675 §5.1), and 10 s more.
  CONSENT_LOST,
  /// No DTLS handshake succeeded within the deadline.
  DTLS_TIMED_OUT,
  /// The peer's certificate is not the one its SDP named (RFC 8122 §6.2).
  FINGERPRINT_MISMATCH,
  /// The peer agreed to no SRTP profile of ours (RFC 5764 §4.1.2).
  NO_SRTP_PROFILE,
  /// The peer sent an authenticated close_notify.
  CLOSED_BY_PEER,
  /// The owner ended it.
  CLOSED_BY_US,
  /// A defect of ours showed while the leg was at work; it alone was given up.
  DEFECT
}
