package io.dering.sandbox.graph;

/// Which number this Graph knows and by which token.
public record GraphSettings(String phoneNumberId, String accessToken) {
  @Override
  public String toString() {
    return "GraphSettings["
        + phoneNumberId
        + ", accessToken="
        + (accessToken.isEmpty() ? "unset" : "set")
        + "]";
  }
}
