package io.dering.bench.load;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import io.dering.bench.report.Curve;
import io.dering.bench.report.Fact;
import io.dering.bench.report.RunReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// Each agent loses socket and leg in the middle of a call, as by a reload, and comes back.
final class ReconnectPlay implements Play {
  private static final long PATIENCE_S = 20;

  /// Nanoseconds from when the page was to be lost.
  ///
  /// @param lost agents
  /// @param back of these, with audio both ways
  private record Came(int lost, int back, Histogram atAgents, Histogram atCustomers) {
    double p99Ms() {
      return back == 0
          ? Double.NaN
          : Math.max(atAgents.getValueAtPercentile(99), atCustomers.getValueAtPercentile(99)) / 1e6;
    }
  }

  private Came came = new Came(0, 0, Ends.histogram(), Ends.histogram());

  @Override
  public String sentence() {
    return "One agent after the other loses socket and media in the middle of a call, as by a"
        + " reload, and comes back.";
  }

  /// The hold is what follows the last one.
  @Override
  public Usual usual() {
    return new Usual(100, 20, 10, 5, 20, true);
  }

  /// Within 3 s is the design's.
  @Override
  public Bars bars() {
    return SteadyBars.ofCalls(
        Bar.atMost("not_back", "agents who did not come back to their call", 0, ""),
        Bar.atMost("back_p99_ms", "audio is back, p99, the worse direction", 3_000, "ms"));
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    LoadReport report =
        new LoadRun(
                plan,
                (stage, phones) -> {
                  came = loseAll(stage, phones, plan.rate());
                  progress.accept(came.back() + " agents are back");
                  Thread.sleep(plan.hold());
                },
                progress)
            .run(starter);
    Map<String, Double> measured = SteadyBars.measured(report);
    measured.put("not_back", (double) plan.calls() - came.back());
    measured.put("back_p99_ms", came.p99Ms());
    List<Fact> figures = new ArrayList<>();
    figures.add(new Fact("agents lost / back in their call", came.lost() + " / " + came.back()));
    figures.add(
        new Fact(
            "customer heard by the agent again, ms p50 / p99 / max",
            LoadReport.millis(came.atAgents())));
    figures.add(
        new Fact(
            "agent heard by the customer again, ms p50 / p99 / max",
            LoadReport.millis(came.atCustomers())));
    figures.addAll(report.figures());
    List<Curve> curves = new ArrayList<>();
    String group = "Audio is back, from when the page was lost";
    curves.add(new Curve("back_at_agents", group, "at agents", came.atAgents()));
    curves.add(new Curve("back_at_customers", group, "at customers", came.atCustomers()));
    curves.addAll(report.timeline().curves());
    JsonObject details =
        report
            .json()
            .put("agents_lost", came.lost())
            .put("agents_back", came.back())
            .put("audio_back_at_agents", LoadReport.figures(came.atAgents()))
            .put("audio_back_at_customers", LoadReport.figures(came.atCustomers()));
    return new Outcome(
        measured,
        new RunReport.Findings(figures, report.timeline().charts(List.of()), curves, details));
  }

  private static Came loseAll(Stage stage, List<LoadPhone> phones, int perSecond)
      throws InterruptedException {
    Histogram atAgents = Ends.histogram();
    Histogram atCustomers = Ends.histogram();
    Arrivals arrivals = Arrivals.even(perSecond);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < phones.size(); i++) {
      CompletableFuture<LoadAgent> taker = stage.generator().floor().taker(Stage.caller(i));
      if (!taker.isDone()) {
        continue;
      }
      long due = start + arrivals.dueNanos(i);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      CompletableFuture<Long> heardByCustomer = phones.get(i).ear().expectOtherVoice();
      LoadAgent gone = taker.join();
      gone.leave();
      all.add(
          stage
              .signIn(gone.page())
              .thenCompose(agent -> agent.ear().firstVoice())
              .thenCombine(
                  heardByCustomer,
                  (atAgent, atCustomer) -> {
                    atAgents.recordValue(atAgent - due);
                    atCustomers.recordValue(atCustomer - due);
                    return null;
                  }));
    }
    int back = Stage.succeeded(all, PATIENCE_S);
    return new Came(all.size(), back, atAgents, atCustomers);
  }
}
