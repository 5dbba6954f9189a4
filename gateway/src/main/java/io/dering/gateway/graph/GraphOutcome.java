package io.dering.gateway.graph;

/// How one attempt at a Graph request ended: the label of a metric.
public enum GraphOutcome {
  /// 2xx with `success: true`.
  SUCCEEDED,
  /// Meta said no, with a code.
  REFUSED,
  /// Meta said "not now" before doing anything (rate limits).
  HELD_OFF,
  /// Meta failed, answered nonsense, or did not answer: the effect is unknown.
  UNKNOWN,
  /// The request never left this machine: no connection.
  NOT_SENT
}
