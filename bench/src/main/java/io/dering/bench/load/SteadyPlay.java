package io.dering.bench.load;

import io.dering.bench.report.Bars;
import io.dering.bench.report.RunReport;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Calls come one after the other, stand together, and are hung up.
final class SteadyPlay implements Play {
  @Override
  public String sentence() {
    return "Calls come one after the other, all of them talk at the same time, and are hung up.";
  }

  @Override
  public Usual usual() {
    return new Usual(500, 10, 0, 20, 1, true);
  }

  @Override
  public Bars bars() {
    return SteadyBars.ofCalls(SteadyBars.LOSS, SteadyBars.DELAY_P99);
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    LoadReport report = new LoadRun(plan, progress).run(starter);
    return new Outcome(
        SteadyBars.measured(report),
        new RunReport.Findings(
            report.figures(),
            report.timeline().charts(List.of()),
            report.timeline().curves(),
            report.json()));
  }
}
