package io.dering.gateway.wiring;

import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.PolicyFile;
import io.dering.gateway.metrics.Metric;
import io.dering.gateway.metrics.Metrics;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The figures of calling out, and the file that they come from: looked at again and again, taken
/// as a whole or left as they are.
final class PolicyWatch {
  /// How soon a change counts. Less reads a small file more often.
  private static final long EVERY_MS = 3_000;

  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);

  private final @Nullable Path file;
  private final Metrics metrics;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile CallingLimits limits;
  private volatile String lastFault = "";
  private volatile List<Conductor> conductors = List.of();

  /// @param file empty: the figures that come with the gateway
  /// @throws InvalidConfig when the file cannot be used
  PolicyWatch(String file, Metrics metrics) {
    this.file = file.isEmpty() ? null : Path.of(file);
    this.metrics = metrics;
    this.limits = this.file == null ? CallingLimits.DEFAULT : PolicyFile.read(this.file);
  }

  CallingLimits limits() {
    return limits;
  }

  /// From now on these, which have been started with [#limits], are told what changes; the file is
  /// looked at until Vert.x ends.
  void begin(Vertx vertx, List<Conductor> told, Executor blocking) {
    conductors = List.copyOf(told);
    if (file != null) {
      vertx.setPeriodic(
          EVERY_MS,
          _ -> {
            if (busy.compareAndSet(false, true)) {
              blocking.execute(this::look);
            }
          });
    }
  }

  /// Once, on a thread that may block.
  void look() {
    try {
      Path path = file;
      if (path == null) {
        return;
      }
      CallingLimits read = PolicyFile.read(path);
      lastFault = "";
      if (!read.equals(limits)) {
        limits = read;
        LOG.info("The figures of calling out are those of {} now", read.asOf());
        tell();
      }
    } catch (InvalidConfig e) {
      String fault = String.valueOf(e.getMessage());
      if (!fault.equals(lastFault)) {
        lastFault = fault;
        metrics.count(Metric.POLICY_REFUSED);
        LOG.error("The policy file is refused, the figures of {} stay: {}", limits.asOf(), fault);
      }
    } finally {
      busy.set(false);
    }
  }

  private void tell() {
    for (Conductor conductor : conductors) {
      if (!conductor.offer(new Fact.LimitsSet(limits))) {
        LOG.warn("A conductor did not take the figures of calling out");
      }
    }
  }
}
