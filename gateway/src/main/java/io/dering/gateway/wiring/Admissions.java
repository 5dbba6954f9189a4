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

/// Watches the load of this process.
final class Admissions {
  private Admissions() {}

  static LoadWatch watch(
      GatewayConfig.LoadMarks marks,
      List<Conductor> conductors,
      MediaServer media,
      Metrics metrics) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new LoadWatch(
        new LoadMarks(marks.maxCpuPercent(), marks.maxLagMs(), marks.maxPackets()),
        conductors,
        new LoadWatch.Probes(
            System::nanoTime, system::getProcessCpuTime, () -> media.load().toCompletableFuture()),
        metrics);
  }

  /// Looks from now on, each time from the look before: at a fixed rate looks that are all late by
  /// the same look punctual.
  static void begin(LoadWatch load, Vertx vertx) {
    again(LoadWatch.EVERY_MS, load::look, vertx);
  }

  /// @param look may fail: there is a next one
  static void again(long everyMs, Runnable look, Vertx vertx) {
    vertx.setTimer(
        everyMs,
        _ -> {
          again(everyMs, look, vertx);
          look.run();
        });
  }
}
