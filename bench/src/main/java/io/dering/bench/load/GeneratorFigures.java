package io.dering.bench.load;

import io.dering.bench.lean.Watched;
import io.dering.bench.report.Fact;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How well this process kept up. What it did too late makes the figures of a run worse and never
/// better: bars that are held are held, and one that is missed while its core was full says nothing
/// of the gateway.
final class GeneratorFigures {
  /// With as much of its core used, calls are placed, and their ends heard, after what waits there.
  private static final double FULL_CORES = 0.95;

  private GeneratorFigures() {}

  /// Of a generator that has one core.
  ///
  /// @param farEnds what lean far ends saw; null where they have sockets of their own
  static List<Fact> facts(Timeline timeline, @Nullable Watched farEnds) {
    double busiest =
        timeline.looks().stream()
            .mapToDouble(ProcessWatch.Look::generatorCores)
            .max()
            .orElse(Double.NaN);
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "the generator's busiest look, share of one core; looks with a full core",
            "%.0f %%; %d of %d".formatted(100 * busiest, full(timeline), timeline.looks().size())));
    if (farEnds != null) {
      facts.add(
          new Fact(
              "far ends late at their own schedule, ms p50 / p99 / max",
              LoadReport.millis(farEnds.lateNanos())));
      facts.add(
          new Fact(
              "by far ends: slots left out / datagrams dropped / refused by the kernel",
              "%d / %d / %d"
                  .formatted(
                      farEnds.losses().slotsLeftOut(),
                      farEnds.losses().dropped(),
                      farEnds.losses().refused())));
    }
    return facts;
  }

  /// The same for programs, into what a run tells them.
  static JsonObject put(JsonObject run, Timeline timeline, @Nullable Watched farEnds) {
    run.put("looks", timeline.looks().size()).put("generator_full_looks", full(timeline));
    return farEnds == null
        ? run
        : run.put("far_ends_late", LoadReport.figures(farEnds.lateNanos()))
            .put("far_ends_slots_left_out", farEnds.losses().slotsLeftOut())
            .put("far_ends_dropped", farEnds.losses().dropped())
            .put("far_ends_refused", farEnds.losses().refused());
  }

  private static long full(Timeline timeline) {
    return timeline.looks().stream().filter(look -> look.generatorCores() >= FULL_CORES).count();
  }
}
