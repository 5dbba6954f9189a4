package io.dering.media.dtls;

/// Why one handshake attempt ended without keys. Each failure ends its attempt alone: the owner may
/// open another on the same validated pair until the call's own deadline.
public enum DtlsFailure {
  /// The peer's flight was malformed, unacceptable or refused; the cheapest to provoke by spoofing.
  HANDSHAKE,
  /// The certificate of the peer is not the one its SDP promised, or there was none.
  FINGERPRINT_MISMATCH,
  /// No SRTP protection profile in common (RFC 5764 §4.1).
  NO_SRTP_PROFILE,
  /// No end of the handshake within its deadline.
  TIMED_OUT,
  /// Too many handshakes at once in this process; nothing was sent.
  OVERLOADED
}
