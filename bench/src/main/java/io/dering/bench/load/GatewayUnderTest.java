package io.dering.bench.load;

import java.io.IOException;
import java.nio.file.Path;

/// A gateway that runs.
public interface GatewayUnderTest extends AutoCloseable {
  /// The process whose cost is measured.
  long pid();

  @Override
  void close();

  /// How one is started; returns when calls can come in.
  interface Starter {
    GatewayUnderTest start(Path config, int httpPort) throws IOException, InterruptedException;
  }
}
