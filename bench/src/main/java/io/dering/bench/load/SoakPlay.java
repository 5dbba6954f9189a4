package io.dering.bench.load;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import io.dering.bench.report.Fact;
import io.dering.bench.report.RunReport;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Calls talk for long, and the gateway must not grow under them.
final class SoakPlay implements Play {
  private static final int QUARTERS = 4;

  @Override
  public String sentence() {
    return "The same calls talk for long; heap, threads and open files must not grow.";
  }

  @Override
  public Usual usual() {
    return new Usual(50, 20, 30, 240, 1, true);
  }

  @Override
  public Bars bars() {
    return SteadyBars.ofCalls(
        SteadyBars.LOSS,
        SteadyBars.DELAY_P99,
        Bar.atMost("heap_growth_percent", "live heap, last quarter's end over the first's", 5, "%"),
        Bar.atMost("thread_growth", "threads, last quarter's end over the first's", 2, ""),
        Bar.atMost("file_growth", "files and sockets, last quarter's end over the first's", 0, ""));
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    List<Size> sizes = Collections.synchronizedList(new ArrayList<>());
    LoadReport report =
        new LoadRun(
                plan,
                (stage, _) -> {
                  sizes.add(Size.of(stage));
                  for (int quarter = 1; quarter <= QUARTERS; quarter++) {
                    Thread.sleep(plan.hold().dividedBy(QUARTERS));
                    Size size = Size.of(stage);
                    sizes.add(size);
                    progress.accept("quarter " + quarter + ": " + size.words());
                  }
                },
                progress)
            .run(starter);
    Map<String, Double> measured = SteadyBars.measured(report);
    Size first = sizes.get(1);
    Size last = sizes.getLast();
    measured.put("heap_growth_percent", last.heapGrowthPercent(first));
    measured.put("thread_growth", (double) last.threads() - first.threads());
    measured.put("file_growth", (double) last.descriptors() - first.descriptors());
    List<Fact> figures = new ArrayList<>();
    JsonArray quarters = new JsonArray();
    for (int i = 0; i < sizes.size(); i++) {
      figures.add(new Fact("after %d of 4 quarters".formatted(i), sizes.get(i).words()));
      quarters.add(sizes.get(i).json());
    }
    figures.addAll(report.figures());
    JsonObject details = report.json().put("quarters", quarters);
    return new Outcome(
        measured,
        new RunReport.Findings(
            figures, report.timeline().charts(List.of()), report.timeline().curves(), details));
  }
}
