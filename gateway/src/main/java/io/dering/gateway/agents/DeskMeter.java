package io.dering.gateway.agents;

/// Counts what happens to the agents' sockets.
public interface DeskMeter {
  /// A request to open a socket was refused before the upgrade.
  void refused();

  /// A page has signed in.
  void connected();

  /// A socket is gone, signed in or not.
  void disconnected(DeskClose why);
}
