package io.dering.bench.peers;

import java.io.IOException;
import java.time.Duration;

/// A forwarder whose process lives through all rounds, as a server's does, and stands still while
/// the other one is measured on its core.
interface Forwarder extends AutoCloseable {
  String label();

  /// @param number from 1
  /// @param warmUp how long all calls talk before anything is counted
  /// @throws IOException when the calls do not all stand
  Forwarded round(int number, Duration warmUp) throws IOException, InterruptedException;

  @Override
  void close();
}
