package io.dering.media.dtls;

/// What [HandshakeBudget] said of a handshake that wanted to begin.
public enum HandshakeRuling {
  BEGUN,
  /// Of those whom nobody vouches for, as many are under way as may be.
  TOO_MANY_AT_ONCE,
  /// Of those whom nobody vouches for, as many began in the last second as may.
  TOO_MANY_A_SECOND,
  /// Everybody together has begun as many in the last second as the setting allows.
  TOO_MANY_IN_ALL
}
