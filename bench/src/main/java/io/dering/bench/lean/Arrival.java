package io.dering.bench.lean;

/// A datagram that has come in; one object for all of them, borrowed for the call.
public final class Arrival {
  final byte[] bytes = new byte[MessageBatch.MAX_LENGTH];
  int length;
  int local;
  int remote;
  int remotePort;

  /// When the kernel took it; first by the time of day, as the kernel says it, then of the clock of
  /// [System#nanoTime].
  long stampNanos;

  /// How many the kernel has dropped since the socket was opened because this process was late.
  int dropped;

  /// From index 0; may be changed.
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /// When the kernel took it, of the clock of [System#nanoTime].
  public long stampNanos() {
    return stampNanos;
  }

  public boolean cameBy(Route route) {
    return route.comesFrom(remote, remotePort);
  }

  /// The way back.
  public Route back() {
    return new Route(local, remote, remotePort);
  }
}
