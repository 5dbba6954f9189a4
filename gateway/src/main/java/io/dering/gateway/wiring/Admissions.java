package io.dering.gateway.wiring;

import com.sun.management.OperatingSystemMXBean;
import io.dering.gateway.admission.LoadMarks;
import io.dering.gateway.admission.LoadWatch;
import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.metrics.Metrics;
import io.dering.transport.udp.MediaServer;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.List;

/// Watches the load of this process, until Vert.x ends.
final class Admissions {
  private Admissions() {}

  static void begin(
      Vertx vertx,
      GatewayConfig.LoadMarks marks,
      List<Conductor> conductors,
      MediaServer media,
      Metrics metrics) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    LoadWatch watch =
        new LoadWatch(
            new LoadMarks(marks.maxCpuPercent(), marks.maxLagMs(), marks.maxPackets()),
            conductors,
            new LoadWatch.Probes(
                System::nanoTime,
                system::getProcessCpuTime,
                () -> media.load().toCompletableFuture()),
            metrics);
    vertx.setPeriodic(LoadWatch.EVERY_MS, _ -> watch.look());
  }
}
