package io.dering.bench.load;

import io.dering.bench.lean.Watched;
import io.dering.bench.report.Bar;
import io.dering.bench.report.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How well this process kept up: where it did not, what came late may be its own.
final class GeneratorFigures {
  /// With a full core a call is placed, and its end heard, after what waits there.
  static final Bar BUSIEST =
      Bar.atMost(
          "generator_busiest_percent",
          "the generator's busiest second, share of one core",
          95,
          "%");

  private GeneratorFigures() {}

  static void measure(Timeline timeline, Map<String, Double> measured) {
    measured.put(BUSIEST.key(), busiestPercent(timeline));
  }

  /// @param farEnds what lean far ends saw; null where they have sockets of their own
  static List<Fact> facts(Timeline timeline, @Nullable Watched farEnds) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(BUSIEST.name(), "%.0f %%".formatted(busiestPercent(timeline))));
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

  private static double busiestPercent(Timeline timeline) {
    return 100
        * timeline.looks().stream()
            .mapToDouble(ProcessWatch.Look::generatorCores)
            .max()
            .orElse(Double.NaN);
  }
}
