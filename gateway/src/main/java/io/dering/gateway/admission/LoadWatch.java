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

  private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);

  private final LoadGate gate;
  private final List<Conductor> conductors;
  private final Probes probes;
  private long lookedNanos;
  private long cpuNanos;
  private long packets;
  private CompletableFuture<Answered> asked = CompletableFuture.completedFuture(Answered.NOTHING);
  private long askedNanos;
  private volatile Admission told = Admission.ALL;

  /// @param tookNanos until the media thread came to it
  private record Answered(MediaLoad media, long tookNanos) {
    static final Answered NOTHING = new Answered(new MediaLoad(0, 0), 0);

    long lagNanos() {
      return Math.max(tookNanos, media.worstLateNanos());
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
    this.gate = new LoadGate(marks);
    this.conductors = List.copyOf(conductors);
    this.probes = probes;
    this.lookedNanos = probes.clock().getAsLong();
    this.cpuNanos = probes.cpu().getAsLong();
    metrics.gauge(Metric.ADMISSION, () -> told == Admission.NONE ? 0 : 1, "inbound");
    metrics.gauge(Metric.ADMISSION, () -> told == Admission.ALL ? 1 : 0, "outbound");
  }

  /// What was told last.
  public Admission admission() {
    return told;
  }

  /// Once; does not block.
  public void look() {
    long now = probes.clock().getAsLong();
    Load load = sample(now);
    Admission admission = gate.take(load, now);
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
    long lagMs = conductors.stream().mapToLong(Conductor::lagMs).max().orElse(0);
    if (!asked.isDone()) {
      long waits = TimeUnit.NANOSECONDS.toMillis(now - askedNanos);
      return new Load(cpuPercent, Math.max(lagMs, waits), 0);
    }
    Answered answered = asked.exceptionally(_ -> new Answered(new MediaLoad(packets, 0), 0)).join();
    long packetsPerS = perSecond(answered.media().packetsIn() - packets, spent);
    packets = answered.media().packetsIn();
    askedNanos = now;
    asked =
        probes
            .media()
            .get()
            .thenApply(load -> new Answered(load, probes.clock().getAsLong() - now));
    long media = TimeUnit.NANOSECONDS.toMillis(answered.lagNanos());
    return new Load(cpuPercent, Math.max(lagMs, media), packetsPerS);
  }

  private static long perSecond(long count, long nanos) {
    return count * TimeUnit.SECONDS.toNanos(1) / nanos;
  }
}
