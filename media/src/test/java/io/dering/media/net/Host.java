package io.dering.media.net;

import java.net.InetSocketAddress;

/// Something with a port on the emulated network.
public interface Host {
  void receive(byte[] b, int off, int len, InetSocketAddress from, long nowNanos);

  void advance(long nowNanos);

  /// `Deadline.NEVER` for none.
  long nextDeadlineNanos();
}
