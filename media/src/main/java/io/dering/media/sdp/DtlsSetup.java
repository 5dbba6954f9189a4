package io.dering.media.sdp;

import java.util.Optional;

/// The value of `a=setup:` (RFC 4145 §4, RFC 8842). `holdconn` makes no sense for a call.
public enum DtlsSetup {
  /// Either role: for offers.
  ACTPASS("actpass"),
  /// Sends the ClientHello.
  ACTIVE("active"),
  /// Waits for the ClientHello.
  PASSIVE("passive");

  private final String token;

  DtlsSetup(String token) {
    this.token = token;
  }

  /// The word in SDP.
  public String token() {
    return token;
  }

  static Optional<DtlsSetup> ofToken(String token) {
    return switch (token) {
      case "actpass" -> Optional.of(ACTPASS);
      case "active" -> Optional.of(ACTIVE);
      case "passive" -> Optional.of(PASSIVE);
      default -> Optional.empty();
    };
  }
}
