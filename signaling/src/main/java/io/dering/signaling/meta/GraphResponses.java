package io.dering.signaling.meta;

/// Reads Meta's answers to Graph requests. Never throws.
public final class GraphResponses {
  private GraphResponses() {}

  public static GraphResult read(int status, byte[] body) {
    return new GraphResult.Unreadable(status + body.length);
  }
}
