package io.dering.bench.peers;

import java.io.IOException;

/// A forwarder whose process lives through all rounds, as a server's does, and stands still while
/// the other one is measured on its core.
interface Forwarder extends AutoCloseable {
  String label();

  /// @throws IOException when the calls do not all stand
  Forwarded round(Turn turn) throws IOException, InterruptedException;

  @Override
  void close();
}
