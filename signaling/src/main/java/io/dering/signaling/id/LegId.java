package io.dering.signaling.id;

/// One WebRTC connection of a call: the Meta leg or an agent leg.
public record LegId(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public LegId {
    Ids.check("LegId", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
