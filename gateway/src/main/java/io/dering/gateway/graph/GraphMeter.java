package io.dering.gateway.graph;

import io.dering.signaling.call.GraphAction;

/// Counts requests to Meta.
@FunctionalInterface
public interface GraphMeter {
  /// One attempt ended after `nanos`.
  void attempted(GraphAction action, GraphOutcome outcome, long nanos);
}
