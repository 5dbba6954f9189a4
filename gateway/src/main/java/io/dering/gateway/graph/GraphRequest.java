package io.dering.gateway.graph;

import io.dering.signaling.call.GraphAction;

/// What is asked of Meta: the label of a metric.
public enum GraphRequest {
  PRE_ACCEPT,
  ACCEPT,
  REJECT,
  TERMINATE,
  /// Of a number's call settings.
  READ_SETTINGS,
  WRITE_SETTINGS,
  SEND_MESSAGE,
  CONNECT,
  /// Of a customer's permission to be called.
  READ_PERMISSION,
  /// Of what Meta charged (`call_analytics`).
  READ_ANALYTICS;

  static GraphRequest of(GraphAction action) {
    return switch (action) {
      case PRE_ACCEPT -> PRE_ACCEPT;
      case ACCEPT -> ACCEPT;
      case REJECT -> REJECT;
      case TERMINATE -> TERMINATE;
      case CONNECT -> CONNECT;
    };
  }
}
