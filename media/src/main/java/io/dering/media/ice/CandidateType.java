package io.dering.media.ice;

import java.util.Locale;
import java.util.Optional;

/// The kinds of candidate (RFC 8839 §5.1) with their recommended type preference (RFC 8445
/// §5.1.2.2).
public enum CandidateType {
  HOST("host", 126),
  PEER_REFLEXIVE("prflx", 110),
  SERVER_REFLEXIVE("srflx", 100),
  RELAYED("relay", 0);

  private final String token;
  private final int preference;

  CandidateType(String token, int preference) {
    this.token = token;
    this.preference = preference;
  }

  /// The word after `typ`.
  public String token() {
    return token;
  }

  /// The type preference, 0 to 126.
  public int preference() {
    return preference;
  }

  static Optional<CandidateType> ofToken(String token) {
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "host" -> Optional.of(HOST);
      case "prflx" -> Optional.of(PEER_REFLEXIVE);
      case "srflx" -> Optional.of(SERVER_REFLEXIVE);
      case "relay" -> Optional.of(RELAYED);
      default -> Optional.empty();
    };
  }
}
