package io.dering.gateway.graph;

/// Counts requests to Meta.
@FunctionalInterface
public interface GraphMeter {
  /// One attempt ended after `nanos`.
  void attempted(GraphRequest request, GraphOutcome outcome, long nanos);
}
