package io.dering.bench.load;

import io.dering.gateway.config.ConfigReader;
import io.dering.gateway.config.Mode;
import io.dering.gateway.wiring.Gateway;
import java.io.IOException;
import java.nio.file.Path;

/// A whole gateway, served by the tests' own process.
final class InThisProcess implements GatewayUnderTest {
  private final Gateway gateway;

  private InThisProcess(Gateway gateway) {
    this.gateway = gateway;
  }

  static GatewayUnderTest start(Path config, int httpPort) throws IOException {
    return new InThisProcess(
        Gateway.start(new ConfigReader(Mode.SERVE).file(config).read(), _ -> {}));
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
