package io.dering.signaling.id;

/// A person who answers in a browser.
public record AgentId(String value) {
  /// @throws IllegalArgumentException when the text is empty or longer than 128 characters
  public AgentId {
    Ids.check("AgentId", value, 128);
  }

  @Override
  public String toString() {
    return value;
  }
}
