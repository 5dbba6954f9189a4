package io.dering.media.sdp;

/// Who sends media, seen from the author of the SDP (RFC 8866 §6.7).
public enum Direction {
  SENDRECV("sendrecv"),
  SENDONLY("sendonly"),
  RECVONLY("recvonly"),
  INACTIVE("inactive");

  private final String token;

  Direction(String token) {
    this.token = token;
  }

  /// The attribute's name.
  public String token() {
    return token;
  }

  /// What an answer says that refuses nothing (RFC 3264 §6.1).
  public Direction answered() {
    return switch (this) {
      case SENDRECV -> SENDRECV;
      case SENDONLY -> RECVONLY;
      case RECVONLY -> SENDONLY;
      case INACTIVE -> INACTIVE;
    };
  }
}
