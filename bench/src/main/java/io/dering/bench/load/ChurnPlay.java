package io.dering.bench.load;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import io.dering.bench.report.Fact;
import io.dering.bench.report.RunReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Calls come and go while some stand, each with an agent who comes and goes with it; at the end
/// nothing of them may be left.
final class ChurnPlay implements Play {
  private static final long PATIENCE_S = 30;

  /// Longer than a leg lives whose peer said nothing at its end: 30 s without consent and 10 s
  /// more.
  private static final long FORGETTING_S = 60;

  /// Who have gone home, before they are needed again.
  private static final int SPARE_AGENTS_PER_RATE = 5;

  /// @param size of the process
  private record Left(Held held, Size size) {
    static Left of(Stage stage) throws IOException, InterruptedException {
      return new Left(Held.by(stage.premises().httpPort()), Size.of(stage));
    }

    String words() {
      return held.words() + "; " + size.words();
    }
  }

  @Override
  public String sentence() {
    return "Calls come and go at a rate while as many stand, each with an agent who signs in for it"
        + " and leaves after it; at the end nothing may be left.";
  }

  @Override
  public Usual usual() {
    return new Usual(50, 20, 20, 40, 10, true);
  }

  @Override
  public Bars bars() {
    return Bars.of(
        Bar.atMost("calls_failed", "calls that were not heard both ways or did not end", 0, ""),
        SteadyBars.AGENT_ERRORS,
        SteadyBars.OFFENCES,
        SteadyBars.LOSS,
        SteadyBars.DELAY_P99,
        Bar.atMost("calls_left", "calls left at the end", 0, ""),
        Bar.atMost("legs_left", "media legs left at the end", 0, ""),
        Bar.atMost("ports_left", "UDP ports left at the end", 0, ""),
        Bar.atMost("file_growth", "files and sockets, after a second round over the first", 0, ""),
        Bar.atMost("thread_growth", "threads, after a second round over the first", 2, ""),
        Bar.atMost(
            "heap_growth_percent", "live heap, after a second round over the first", 10, "%"));
  }

  @Override
  public LoadPlan.Team team(int calls, int rate) {
    return new LoadPlan.Team(
        calls + SPARE_AGENTS_PER_RATE * rate, LoadPlan.Team.ROUND_ROBIN, "warn");
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.open(plan, starter)) {
      Held idle = Held.by(stage.premises().httpPort());
      Visits visits = new Visits(stage, plan.team().agents());
      // The first round is the warm-up: what is allocated once is allocated then.
      Bracket bracket = new Bracket(stage, plan, visits::standing);
      round(stage, plan, visits, plan.warmUp().toSeconds(), () -> {});
      Held.awaited(stage.premises().httpPort(), idle, FORGETTING_S);
      Left first = Left.of(stage);
      progress.accept("after the first round: " + first.words());
      round(stage, plan, visits, plan.hold().toSeconds(), bracket::openOnce);
      Bracket.Cost cost = bracket.close();
      int _ = visits.over(PATIENCE_S);
      Held.awaited(stage.premises().httpPort(), idle, FORGETTING_S);
      Left last = Left.of(stage);
      progress.accept("after the second round: " + last.words());
      return outcome(stage, new Marks(idle, first, last), visits.all(), cost);
    }
  }

  /// Before anything, after the first round, after the second.
  private record Marks(Held idle, Left first, Left last) {}

  /// As many come as shall stand, then each that comes sends the oldest away, then all go.
  private static void round(
      Stage stage, LoadPlan plan, Visits visits, long seconds, Runnable standing)
      throws InterruptedException {
    Queue<Visit> on = new ConcurrentLinkedQueue<>();
    visits.come(Arrivals.even(plan.callsPerSecond()), plan.calls(), on::add);
    TimeUnit.SECONDS.sleep(1);
    standing.run();
    visits.come(
        Arrivals.even(plan.rate()),
        System.nanoTime(),
        seconds,
        visit -> {
          on.add(visit);
          on.remove().hangUpOnceHeard();
        });
    on.forEach(Visit::hangUpOnceHeard);
    visits.over(PATIENCE_S);
    // Whose call came to nothing would wait for another, and their legs with them.
    stage.generator().agents().forEach(LoadAgent::leave);
  }

  private static Outcome outcome(Stage stage, Marks ends, List<Visit> visits, Bracket.Cost cost) {
    Timeline timeline = cost.timeline();
    DelayBook.Part traffic = timeline.between(0, Double.MAX_VALUE);
    long complete = visits.stream().filter(Visit::complete).count();
    Map<String, Double> measured = new HashMap<>();
    measured.put("calls_failed", (double) visits.size() - complete);
    measured.put(SteadyBars.AGENT_ERRORS.key(), (double) stage.generator().floor().errors().get());
    measured.put(SteadyBars.OFFENCES.key(), (double) stage.offences());
    measured.put(SteadyBars.LOSS.key(), traffic.lossPercent());
    measured.put(SteadyBars.DELAY_P99.key(), traffic.delayMs(99));
    Held left = ends.last().held();
    measured.put("calls_left", (double) left.calls() - ends.idle().calls());
    measured.put("legs_left", (double) left.legs() - ends.idle().legs());
    measured.put("ports_left", (double) left.ports() - ends.idle().ports());
    Size was = ends.first().size();
    Size is = ends.last().size();
    measured.put("file_growth", (double) is.descriptors() - was.descriptors());
    measured.put("thread_growth", (double) is.threads() - was.threads());
    measured.put("heap_growth_percent", is.heapGrowthPercent(was));
    List<Fact> figures = new ArrayList<>();
    figures.add(
        new Fact(
            "calls that came / were heard both ways and ended", visits.size() + " / " + complete));
    figures.addAll(Visits.failures(visits));
    figures.addAll(
        List.of(
            new Fact("before any", ends.idle().words()),
            new Fact("after the first round", ends.first().words()),
            new Fact("after the second round", ends.last().words()),
            new Fact(
                "frames heard, missing in mid-call",
                "%,d, %d".formatted(traffic.delayNanos().getTotalCount(), traffic.missing())),
            new Fact("delay, ms p50 / p99 / max", LoadReport.millis(traffic.delayNanos())),
            cost.fact()));
    figures.addAll(cost.kept().facts());
    JsonObject details =
        cost.json()
            .put("came", visits.size())
            .put("complete", complete)
            .put("size_first", was.json())
            .put("size_last", is.json())
            .put("delay", LoadReport.figures(traffic.delayNanos()));
    return new Outcome(
        measured,
        new RunReport.Findings(figures, timeline.charts(List.of()), timeline.curves(), details));
  }
}
