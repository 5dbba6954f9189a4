package io.dering.gateway.cli;

import io.dering.gateway.config.GatewayConfig;
import java.io.IOException;
import java.time.Duration;

/// Makes what the verbs start.
public interface Launcher {
  /// Something that runs until it is closed; closing takes at most as long as the configuration
  /// says that calls may take to end.
  interface Running extends AutoCloseable {
    /// The HTTP port that was bound.
    int httpPort();

    /// The UDP port that was bound.
    int mediaPort();

    @Override
    void close();
  }

  /// A gateway, with the sandbox beside it under `dev`. Returns when calls can come in.
  ///
  /// @throws IOException when a port cannot be bound
  Running gateway(GatewayConfig config) throws IOException;

  /// The sandbox alone.
  ///
  /// @throws IOException when a port cannot be bound
  Running sandbox(GatewayConfig config) throws IOException;

  /// A signed token for this agent, with the key in the data folder.
  ///
  /// @throws IOException when the key can be neither read nor made
  String token(GatewayConfig config, GatewayConfig.Account account, String agent, Duration life)
      throws IOException;
}
