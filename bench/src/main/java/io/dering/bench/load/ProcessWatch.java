package io.dering.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;

/// Looks at both processes once a step, while a run goes on.
final class ProcessWatch implements AutoCloseable {
  /// @param gatewayCores of CPU that the gateway used since the look before
  /// @param generatorCores the same of this process
  /// @param calls that stand
  record Look(
      double gatewayCores,
      double generatorCores,
      double residentMib,
      int calls,
      int threads,
      int descriptors) {}

  private final ProcessFigures gateway;
  private final ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
  private final long stepNanos;
  private final IntSupplier calls;
  private final List<Look> looks = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::look);
  private volatile boolean stopped;

  private ProcessWatch(ProcessFigures gateway, Duration step, IntSupplier calls) {
    this.gateway = gateway;
    this.stepNanos = step.toNanos();
    this.calls = calls;
  }

  static ProcessWatch start(ProcessFigures gateway, Duration step, IntSupplier calls) {
    ProcessWatch watch = new ProcessWatch(gateway, step, calls);
    watch.thread.start();
    return watch;
  }

  List<Look> looks() {
    synchronized (looks) {
      return List.copyOf(looks);
    }
  }

  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
  }

  private void look() {
    long start = System.nanoTime();
    long before = start;
    double gatewayBefore = gateway.cpuSeconds();
    double generatorBefore = generator.cpuSeconds();
    for (int step = 1; ; step++) {
      long due = start + step * stepNanos;
      while (!stopped && System.nanoTime() - due < 0) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      if (stopped) {
        return;
      }
      long now = System.nanoTime();
      double seconds = (now - before) / 1e9;
      double gatewayNow = gateway.cpuSeconds();
      double generatorNow = generator.cpuSeconds();
      Look look =
          new Look(
              (gatewayNow - gatewayBefore) / seconds,
              (generatorNow - generatorBefore) / seconds,
              gateway.residentKb() / 1024.0,
              calls.getAsInt(),
              gateway.threads(),
              gateway.descriptors());
      synchronized (looks) {
        looks.add(look);
      }
      before = now;
      gatewayBefore = gatewayNow;
      generatorBefore = generatorNow;
    }
  }
}
