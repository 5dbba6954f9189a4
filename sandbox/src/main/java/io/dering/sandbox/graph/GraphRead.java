package io.dering.sandbox.graph;

/// What became of a request's body.
public sealed interface GraphRead {
  record Understood(GraphAction action) implements GraphRead {}

  /// A new call.
  record Outbound(ConnectWish wish) implements GraphRead {}

  record Refused(GraphError error) implements GraphRead {}
}
