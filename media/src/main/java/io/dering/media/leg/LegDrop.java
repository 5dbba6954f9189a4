package io.dering.media.leg;

/// Why a datagram went no further. Each is counted; none ends a leg.
public enum LegDrop {
  /// Neither STUN, DTLS, RTP nor RTCP by its first byte, or outside 12..1500 bytes (RFC 7983).
  NOT_OURS,
  /// A connectivity check, or an answer to ours, without the right password.
  CHECK_NOT_AUTHENTIC,
  /// From an address that ICE has not validated.
  NOT_VALIDATED,
  /// DTLS while no handshake of ours runs.
  NO_HANDSHAKE,
  /// RTP or RTCP before the keys were there.
  NO_KEYS,
  /// SRTP or SRTCP that did not authenticate.
  NOT_AUTHENTIC,
  /// SRTP or SRTCP seen before, or older than the replay window.
  REPLAYED,
  /// Authentic, yet of a payload type that was not agreed, or malformed inside.
  NOT_AGREED,
  /// Authentic, yet nobody is there to hear it (no bridge, gate closed, muted, a clip plays).
  NOBODY_LISTENS,
  /// Authentic, yet older than the point from which the outgoing stream was continued.
  TOO_LATE
}
