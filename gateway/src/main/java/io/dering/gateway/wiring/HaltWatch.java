package io.dering.gateway.wiring;

import io.dering.gateway.cli.ExitCode;
import io.dering.gateway.conductor.Conductor;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process when a conductor has halted. A halted one decides nothing any more, and nothing
/// but another start ends its calls in the log and at Meta: the supervisor makes that start.
final class HaltWatch {
  private static final long PERIOD_MS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(HaltWatch.class);

  private final Vertx vertx;
  private final List<Conductor> conductors;
  private final IntConsumer exit;
  private final long timer;

  /// `exit` is called at most once, with the code, on a thread that may block.
  HaltWatch(Vertx vertx, List<Conductor> conductors, IntConsumer exit) {
    this.vertx = vertx;
    this.conductors = List.copyOf(conductors);
    this.exit = exit;
    this.timer = vertx.setPeriodic(PERIOD_MS, this::look);
  }

  /// Whether one of them has halted. Any thread.
  boolean halted() {
    return conductors.stream().anyMatch(c -> c.state() == Conductor.State.HALTED);
  }

  /// From now on the process ends by itself.
  void close() {
    vertx.cancelTimer(timer);
  }

  private void look(long id) {
    if (halted() && vertx.cancelTimer(id)) {
      LOG.error("A conductor has halted: the process ends, and its next start ends the calls.");
      int code = ExitCode.INTERNAL.code();
      // Ending waits for the orderly stop, which needs the event loop.
      Thread.ofPlatform().daemon().name("dering-halt").start(() -> exit.accept(code));
    }
  }
}
