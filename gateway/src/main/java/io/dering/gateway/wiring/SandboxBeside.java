package io.dering.gateway.wiring;

import io.dering.gateway.cli.PortTaken;
import io.dering.gateway.config.GatewayConfig;
import io.dering.sandbox.Sandbox;
import io.dering.sandbox.SandboxSettings;
import io.dering.sandbox.SandboxSources;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;

/// The sandbox in the gateway's own process, under `dev`.
final class SandboxBeside {
  private SandboxBeside() {}

  static Sandbox open(GatewayConfig config, Vertx vertx, SecureRandom random) throws IOException {
    URI gateway = URI.create("http://" + config.http().host() + ":" + config.http().port());
    SandboxSettings settings =
        SandboxSettings.demo(gateway)
            .withMedia(SandboxSettings.Media.onLoopback(config.sandbox().mediaPort()));
    return PortTaken.unlessTaken(
        PortTaken.Which.SANDBOX_MEDIA,
        config.sandbox().mediaPort(),
        () ->
            Sandbox.start(
                settings,
                vertx,
                new SandboxSources(System::nanoTime, InstantSource.system(), random)));
  }
}
