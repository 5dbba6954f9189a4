package io.dering.bench.peers;

import io.dering.bench.lean.Watch;
import java.io.IOException;
import java.util.List;

/// Both far ends of each call through rtpengine, whatever keys they have agreed on.
interface PeerCalls extends AutoCloseable {
  /// One more call; returns when both ends know each other's address.
  void connect(String call, Rtpengine rtpengine) throws IOException, InterruptedException;

  /// Returns when media can flow in all calls.
  ///
  /// @throws IOException when it cannot
  void await() throws IOException, InterruptedException;

  List<Voiced> ends();

  Watch watch();

  @Override
  void close();
}
