package io.dering.signaling.id;

/// One browser tab's socket to the gateway; an agent may hold several.
public record ConnectionId(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public ConnectionId {
    Ids.check("ConnectionId", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
