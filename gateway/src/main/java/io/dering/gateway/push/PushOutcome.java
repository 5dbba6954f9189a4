package io.dering.gateway.push;

/// What became of a push to one browser.
public enum PushOutcome {
  /// The service took it; whether the browser shows it is not told.
  SENT,
  REFUSED,
  /// The service says that the browser takes nothing there any more (404, 410).
  GONE,
  /// No connection, or no answer in time.
  NO_ANSWER,
  /// Where it was to go leads to this host or its networks, or nowhere: nothing was sent.
  BAD_ADDRESS,
  /// More were under way than may be.
  OVERLOADED
}
