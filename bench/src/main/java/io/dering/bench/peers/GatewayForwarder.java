package io.dering.bench.peers;

import io.dering.bench.load.GatewayProcess;
import io.dering.bench.load.LoadPlan;
import io.dering.bench.load.LoadReport;
import io.dering.bench.load.Pinned;
import io.dering.bench.load.WarmGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A whole gateway, called by webhook, nothing switched off.
final class GatewayForwarder implements Forwarder {
  private final WarmGateway gateway;
  private final WarmGateway.Onlooker onlooker;

  private GatewayForwarder(WarmGateway gateway, WarmGateway.Onlooker onlooker) {
    this.gateway = gateway;
    this.onlooker = onlooker;
  }

  /// @param options of its Java machine
  /// @param onlooker of each round that counts
  static GatewayForwarder start(
      RoundPlan plan, Path jar, Pinned pinned, List<String> options, WarmGateway.Onlooker onlooker)
      throws IOException, InterruptedException {
    LoadPlan load =
        new LoadPlan(
            plan.mostCalls(),
            plan.callsPerSecond(),
            Duration.ZERO,
            plan.hold(),
            false,
            Files.createTempDirectory("dering-peers"));
    return new GatewayForwarder(
        WarmGateway.start(load, GatewayProcess.of(jar, pinned, options), plan.slots()), onlooker);
  }

  @Override
  public String label() {
    return "gateway";
  }

  @Override
  public Forwarded round(Turn turn) throws IOException, InterruptedException {
    LoadReport report =
        gateway.round(
            turn.calls(), turn.warmUp(), turn.number() == 0 ? WarmGateway.Onlooker.NONE : onlooker);
    return Forwarded.of(report, turn.first());
  }

  @Override
  public void close() {
    gateway.close();
  }
}
