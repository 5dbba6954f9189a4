package io.dering.signaling.id;

/// A ring group of the account.
public record RingGroupId(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public RingGroupId {
    Ids.check("RingGroupId", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
