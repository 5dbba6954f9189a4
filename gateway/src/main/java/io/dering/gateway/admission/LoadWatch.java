package io.dering.gateway.admission;

import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.metrics.Metric;
import io.dering.gateway.metrics.Metrics;
import io.dering.signaling.switchboard.Admission;
import io.dering.signaling.switchboard.Fact;
import io.dering.transport.udp.MediaLoad;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the load again and again, and tells the conductors which calls they may take. One
/// thread calls [#look].
public final class LoadWatch {
  /// How often is looked. Less notices a burst sooner, and a burst is not what is looked for.
  public static final long EVERY_MS = 1_000;

  private static final long NANOS_IN_S = TimeUnit.SECONDS.toNanos(1);
  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);

  private final LoadMarks marks;
  private final LoadGate gate;
  private final List<Conductor> conductors;
  private final Probes probes;
  private long lookedNanos;
  private long cpuNanos;
  private Answered heard;
  private long packetsPerS;
  private CompletableFuture<Answered> asked;
  private long askedNanos;
  private volatile Admission told = Admission.ALL;
  private volatile List<Reached> reached = List.of();
  private volatile long lookWasLateMs;

  /// What the media thread said, when it came to it.
  private record Answered(MediaLoad media, long atNanos) {
    long lagNanos(long askedNanos) {
      return Math.max(atNanos - askedNanos, media.worstLateNanos());
    }

    long packetsPerS(Answered before) {
      long spent = Math.max(1, atNanos - before.atNanos);
      return (media.packetsIn() - before.media.packetsIn()) * NANOS_IN_S / spent;
    }
  }

  /// What is measured.
  ///
  /// @param clock nanoseconds
  /// @param cpu nanoseconds that the process has used
  /// @param media as the media thread says when it comes to it. Its lag is how long that takes, or
  ///   how late it was at anything else since it was asked before: a thread that only stutters is
  ///   in time for most questions
  public record Probes(
      LongSupplier clock, LongSupplier cpu, Supplier<CompletableFuture<MediaLoad>> media) {}

  public LoadWatch(LoadMarks marks, List<Conductor> conductors, Probes probes, Metrics metrics) {
    this.marks = marks;
    this.gate = new LoadGate(marks);
    this.conductors = List.copyOf(conductors);
    this.probes = probes;
    this.lookedNanos = probes.clock().getAsLong();
    this.cpuNanos = probes.cpu().getAsLong();
    this.heard = new Answered(new MediaLoad(0, 0), lookedNanos);
    this.askedNanos = lookedNanos;
    this.asked = CompletableFuture.completedFuture(heard);
    metrics.gauge(Metric.HTTP_LAG, () -> lookWasLateMs / 1e3);
    metrics.gauge(Metric.ADMISSION, () -> told == Admission.NONE ? 0 : 1, "inbound");
    metrics.gauge(Metric.ADMISSION, () -> told == Admission.ALL ? 1 : 0, "outbound");
  }

  /// What was told last.
  public Admission admission() {
    return told;
  }

  /// The marks that keep calls from being taken, with what they were at the last look; those of
  /// before while it is calm and not long enough. Empty while all calls are taken.
  public List<Reached> reached() {
    return reached;
  }

  /// Once; does not block. To be called on the event loop of HTTP, [#EVERY_MS] after the look
  /// before has begun, or after the start: by as much as it comes later that loop is late. One that
  /// is late now and then is mostly in time for this.
  public void look() {
    long now = probes.clock().getAsLong();
    Load load = sample(now);
    Admission admission = gate.take(load, now);
    List<Reached> keeps = marks.notCalm(load);
    if (admission == Admission.ALL) {
      reached = List.of();
    } else if (!keeps.isEmpty()) {
      reached = keeps;
    }
    if (admission != told) {
      told = admission;
      if (admission == Admission.ALL) {
        LOG.info("The load has fallen: new calls are taken again.");
      } else {
        LOG.warn(
            "{} refused until the load falls: CPU {} %, lag {} ms, {} packets/s.",
            admission == Admission.INBOUND ? "Calls to customers are" : "All new calls are",
            String.format(Locale.ROOT, "%.0f", load.cpuPercent()),
            load.lagMs(),
            load.packetsPerS());
      }
      conductors.forEach(conductor -> conductor.offer(new Fact.AdmissionSet(admission)));
    }
  }

  private Load sample(long now) {
    long spent = Math.max(1, now - lookedNanos);
    long cpu = probes.cpu().getAsLong();
    double cpuPercent =
        100.0 * (cpu - cpuNanos) / spent / Runtime.getRuntime().availableProcessors();
    lookedNanos = now;
    cpuNanos = cpu;
    // Webhooks and answers wait for their event loop as this look did.
    lookWasLateMs = Math.max(0, TimeUnit.NANOSECONDS.toMillis(spent) - EVERY_MS);
    long lagMs =
        Math.max(lookWasLateMs, conductors.stream().mapToLong(Conductor::lagMs).max().orElse(0));
    if (!asked.isDone()) {
      long waits = TimeUnit.NANOSECONDS.toMillis(now - askedNanos);
      return new Load(cpuPercent, Math.max(lagMs, waits), packetsPerS, false);
    }
    Answered before = heard;
    heard = asked.exceptionally(_ -> before).join();
    boolean isHeard = !asked.isCompletedExceptionally();
    if (isHeard) {
      lagMs = Math.max(lagMs, TimeUnit.NANOSECONDS.toMillis(heard.lagNanos(askedNanos)));
      packetsPerS = heard.packetsPerS(before);
    }
    askedNanos = now;
    asked = probes.media().get().thenApply(load -> new Answered(load, probes.clock().getAsLong()));
    return new Load(cpuPercent, lagMs, packetsPerS, isHeard);
  }
}
