package io.dering.gateway.metrics;

import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.storage.CallStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The named checks behind `/readyz`: whether this process can take another call. None blocks.
public final class Health {
  /// A conductor later than this misses ringing windows and accepts by what people notice.
  private static final long MAX_LAG_MS = 2_000;

  /// A wall clock that was stepped by more makes webhooks look older or newer than they are.
  private static final Duration MAX_STEP = Duration.ofSeconds(30);

  private final List<Supplier<Check>> checks = new CopyOnWriteArrayList<>();
  private volatile boolean draining;

  /// One thing that must be well.
  ///
  /// @param name stable, one word or two
  /// @param detail one sentence for people; no secret, no personal data
  public record Check(String name, boolean ok, String detail) {}

  public Health() {
    add(
        "draining",
        () -> !draining,
        "Takes new calls.",
        "Waits for running calls to end, then stops.");
  }

  /// A check with its two sentences.
  public void add(String name, BooleanSupplier ok, String good, String bad) {
    checks.add(() -> {
      boolean now = ok.getAsBoolean();
      return new Check(name, now, now ? good : bad);
    });
  }

  /// Whether what is acknowledged is kept.
  public void watch(CallStore store) {
    add(
        "database",
        store::healthy,
        "Takes writes.",
        "Cannot be written; check the disk and start again.");
  }

  /// Whether decisions are made, and in time.
  public void watch(List<Conductor> conductors) {
    List<Conductor> all = List.copyOf(conductors);
    checks.add(() -> {
      boolean running =
          all.stream().allMatch(conductor -> conductor.state() == Conductor.State.RUNNING);
      long lagMs = all.stream().mapToLong(Conductor::lagMs).max().orElse(0);
      return new Check(
          "conductor",
          running && lagMs <= MAX_LAG_MS,
          running ? "The oldest fact waits " + lagMs + " ms." : "Does not run.");
    });
  }

  /// Whether the wall clock was stepped since the start.
  public void watch(Timeline clock) {
    checks.add(() -> {
      Duration ahead = clock.wallAhead();
      boolean ok = ahead.abs().compareTo(MAX_STEP) <= 0;
      return new Check(
          "clock",
          ok,
          ok
              ? "Agrees with the wall clock."
              : "The wall clock was stepped by %d s since the start; start again."
                  .formatted(ahead.toSeconds()));
    });
  }

  /// From now on no new call: `/readyz` is red, so that balancers look elsewhere.
  public void drain() {
    draining = true;
  }

  /// Shows the drain as a figure too.
  public void export(Metrics metrics) {
    metrics.gauge(Metric.DRAINING, () -> draining ? 1 : 0);
  }

  public boolean draining() {
    return draining;
  }

  /// Every check, in the order in which they were added.
  public List<Check> readiness() {
    List<Check> report = new ArrayList<>();
    checks.forEach(check -> report.add(check.get()));
    return report;
  }

  /// Whether every check is well.
  public boolean ready() {
    return readiness().stream().allMatch(Check::ok);
  }
}
