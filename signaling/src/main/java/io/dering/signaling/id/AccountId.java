package io.dering.signaling.id;

/// The tenant that owns channels, agents and one voice balance.
public record AccountId(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public AccountId {
    Ids.check("AccountId", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
