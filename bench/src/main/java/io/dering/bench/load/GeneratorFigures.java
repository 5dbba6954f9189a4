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
///
/// @param ownCore whether it had a core to itself: else it could not fill one, nor have one full
/// @param farEnds what lean far ends saw; null where they have sockets of their own
record GeneratorFigures(Timeline timeline, boolean ownCore, @Nullable Watched farEnds) {
  /// With as much of its core used, calls are placed, and their ends heard, after what waits there.
  private static final double FULL_CORES = 0.95;

  /// For people.
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    if (ownCore) {
      facts.add(
          new Fact(
              "the generator's busiest look, share of one core; looks with a full core",
              "%.0f %%; %d of %d".formatted(100 * busiest(), full(), timeline.looks().size())));
    }
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
  JsonObject put(JsonObject run) {
    run.put("looks", timeline.looks().size());
    if (ownCore) {
      run.put("generator_full_looks", full());
    }
    return farEnds == null
        ? run
        : run.put("far_ends_late", LoadReport.figures(farEnds.lateNanos()))
            .put("far_ends_slots_left_out", farEnds.losses().slotsLeftOut())
            .put("far_ends_dropped", farEnds.losses().dropped())
            .put("far_ends_refused", farEnds.losses().refused());
  }

  private double busiest() {
    return timeline.looks().stream()
        .mapToDouble(ProcessWatch.Look::generatorCores)
        .max()
        .orElse(Double.NaN);
  }

  private long full() {
    return timeline.looks().stream().filter(look -> look.generatorCores() >= FULL_CORES).count();
  }
}
