package io.dering.transport.udp;

import java.net.InetSocketAddress;

/// One bound address of a [MediaSocket]. Only the loop uses it.
sealed interface Port permits NettyPort, BatchedPort {
  InetSocketAddress local();

  boolean open();

  /// Puts a datagram where [#flush] finds it.
  void send(byte[] b, int offset, int length, InetSocketAddress to, LegSlot from);

  void flush();

  void close();
}
