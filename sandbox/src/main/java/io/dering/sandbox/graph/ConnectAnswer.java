package io.dering.sandbox.graph;

/// What a request to call a customer is answered with.
public sealed interface ConnectAnswer {
  record Placed(String callId) implements ConnectAnswer {}

  record Refused(GraphError error) implements ConnectAnswer {}

  /// The connection is closed without an answer; the call exists.
  record Lost() implements ConnectAnswer {}
}
