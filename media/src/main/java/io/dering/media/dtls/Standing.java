package io.dering.media.dtls;

/// Who stands behind a handshake that is to begin.
public enum Standing {
  /// The first of a leg whose pair ICE has validated: somebody who knows the password of its SDP.
  FIRST,
  /// One more for a leg of an answered call or of an agent who has signed in.
  VOUCHED,
  /// One more, and nobody answers for it: a stranger who spoofs the pair may be at play.
  UNVOUCHED
}
