package io.dering.bench.load;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import io.dering.bench.report.Chart;
import io.dering.bench.report.Curve;
import io.dering.bench.report.Fact;
import io.dering.bench.report.RunReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// Whole calls at a rate: for each an agent signs in, builds a leg, takes it and goes; it is hung
/// up as soon as both have heard each other. DTLS on both legs of each.
final class StormPlay implements Play {
  private static final long PATIENCE_S = 20;

  /// Agents for each call a second: the one who has just gone is not the next to come, and calls
  /// may take 2 s before one waits for an agent. Not more, since who does not ring is a line in the
  /// story of each call.
  private static final int AGENTS_PER_RATE = 2;

  /// Whose CPU the bar is meant for, all of it the gateway's.
  private static final int CORES = 2;

  /// In the steps in which calls counted.
  ///
  /// @param complete by step, in which they were over
  /// @param p50Ms of the set-ups by step, in which they were due
  /// @param p99Ms the same
  private record Steps(List<Double> complete, List<Double> p50Ms, List<Double> p99Ms) {}

  @Override
  public String sentence() {
    return "Whole calls come at a rate, whatever became of those before, unless all agents of the"
        + " team are on one (calls of 2 s): for each an agent signs in, builds a leg, takes the call"
        + " and goes; it is hung up when both have heard each other.";
  }

  /// The rate rises during the warm-up, which lasts until the compilers are done: after two minutes
  /// they still take a sixth of what a call costs, after five a tenth or less. Both processes have
  /// all cores: a generator that needs as much CPU as the gateway leaves the gateway half of a
  /// machine with two, whoever is pinned where.
  @Override
  public Usual usual() {
    return new Usual(1, 1, 300, 20, 60, false);
  }

  @Override
  public Bars bars() {
    return Bars.of(
        Bar.atLeast(
            "carried_per_second",
            "complete calls a second by the gateway's CPU, for two cores",
            150,
            "/s"),
        Bar.atMost("refused", "calls that were refused or never heard", 0, ""),
        Bar.atMost("set_up_p99_ms", "due to heard both ways, p99", 1_000, "ms"),
        SteadyBars.AGENT_ERRORS,
        SteadyBars.OFFENCES);
  }

  @Override
  public LoadPlan.Team team(int calls, int rate) {
    return new LoadPlan.Team(AGENTS_PER_RATE * rate, LoadPlan.Team.ROUND_ROBIN, "warn");
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.open(plan, starter)) {
      Visits visits = new Visits(stage, plan.team().agents());
      long rise = plan.warmUp().toSeconds();
      long start = System.nanoTime();
      long from = start + plan.warmUp().toNanos();
      CompletableFuture<Bracket.Cost> cost =
          new Bracket(stage, plan, visits::standing).at(from, plan.hold());
      visits.come(
          Arrivals.even(plan.rate()).risingFor(rise),
          start,
          rise + plan.hold().toSeconds(),
          visit -> {
            var _ = visit.audio().thenRun(visit::hangUp);
          });
      progress.accept(visits.over(PATIENCE_S) + " calls are over");
      return outcome(stage, plan, new Storm(visits.all(), from, cost.join()));
    }
  }

  /// @param from when calls began to count
  private record Storm(List<Visit> visits, long from, Bracket.Cost cost) {}

  private static Outcome outcome(Stage stage, LoadPlan plan, Storm storm) {
    List<Visit> visits = storm.visits();
    Bracket.Cost cost = storm.cost();
    long from = storm.from();
    long to = from + plan.hold().toNanos();
    List<Visit> due = visits.stream().filter(one -> one.dueNanos() >= from).toList();
    List<Visit> complete = due.stream().filter(Visit::complete).toList();
    long overInTime =
        visits.stream()
            .filter(Visit::complete)
            .filter(one -> one.over().join() >= from && one.over().join() < to)
            .count();
    double perSecond = overInTime / (double) plan.hold().toSeconds();
    Histogram setUp = times(complete, one -> one.audio().join() - one.dueNanos());
    Histogram agent = times(complete, one -> one.readyNanos() - one.dueNanos());
    Histogram call = times(complete, one -> one.audio().join() - one.readyNanos());
    Map<String, Double> measured = new HashMap<>();
    double carried = CORES * overInTime / cost.gatewayCpuSeconds();
    measured.put("carried_per_second", carried);
    measured.put("refused", (double) due.size() - complete.size());
    measured.put(
        "set_up_p99_ms", complete.isEmpty() ? Double.NaN : setUp.getValueAtPercentile(99) / 1e6);
    measured.put(SteadyBars.AGENT_ERRORS.key(), (double) stage.generator().floor().errors().get());
    measured.put(SteadyBars.OFFENCES.key(), (double) stage.offences());
    List<Fact> figures = new ArrayList<>();
    figures.add(
        new Fact(
            "calls due / complete / refused or never heard",
            due.size() + " / " + complete.size() + " / " + (due.size() - complete.size())));
    figures.addAll(Visits.failures(due));
    figures.addAll(
        List.of(
            new Fact("complete calls a second", "%.1f".formatted(perSecond)),
            new Fact("  by the gateway's CPU, for two cores", "%.1f".formatted(carried)),
            new Fact("due to heard both ways, ms p50 / p99 / max", LoadReport.millis(setUp)),
            new Fact("  of it the agent's coming, ms p50 / p99 / max", LoadReport.millis(agent)),
            new Fact("  of it dialling to heard, ms p50 / p99 / max", LoadReport.millis(call)),
            new Fact("  the slowest three, ms after due", slowest(due)),
            cost.fact(),
            new Fact(
                "gateway's CPU a complete call, ms",
                "%.2f".formatted(1e3 * cost.gatewayCpuSeconds() / Math.max(1, overInTime))),
            new Fact("  of it, ms", Shares.sentence(cost.shares(), 1e3 / Math.max(1, overInTime))),
            new Fact(
                "generator's CPU a complete call, ms",
                "%.2f".formatted(1e3 * cost.generatorCpuSeconds() / Math.max(1, overInTime)))));
    figures.addAll(cost.kept().facts());
    JsonObject details =
        cost.json()
            .put("due", due.size())
            .put("complete", complete.size())
            .put("complete_per_second", perSecond)
            .put("set_up", LoadReport.figures(setUp))
            .put("agents_coming", LoadReport.figures(agent))
            .put("dialling_to_heard", LoadReport.figures(call));
    String group = "Set-up, from when the call was due";
    List<Curve> curves =
        List.of(
            new Curve("set_up", group, "whole", setUp),
            new Curve("agents_coming", group, "agent signs in, leg up", agent),
            new Curve("dialling_to_heard", group, "dialling to heard both ways", call));
    List<Chart> charts = new ArrayList<>(charts(steps(visits, from, plan)));
    charts.addAll(cost.timeline().charts(List.of()));
    return new Outcome(measured, new RunReport.Findings(figures, charts, curves, details));
  }

  /// Those that were never heard first.
  private static String slowest(List<Visit> due) {
    return due.stream()
        .sorted(Comparator.comparingLong(StormPlay::setUpNanos).reversed())
        .limit(3)
        .map(Visit::story)
        .collect(Collectors.joining("; "));
  }

  private static long setUpNanos(Visit visit) {
    return visit.complete() ? visit.audio().join() - visit.dueNanos() : Long.MAX_VALUE;
  }

  private static Histogram times(List<Visit> visits, ToLongFunction<Visit> nanos) {
    Histogram all = Ends.histogram();
    visits.forEach(one -> all.recordValue(Math.max(0, nanos.applyAsLong(one))));
    return all;
  }

  private static Steps steps(List<Visit> visits, long from, LoadPlan plan) {
    Steps steps = new Steps(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    long step = plan.step().toNanos();
    for (long at = from; at < from + plan.hold().toNanos(); at += step) {
      long begin = at;
      List<Visit> complete = visits.stream().filter(Visit::complete).toList();
      long over =
          complete.stream()
              .map(Visit::over)
              .mapToLong(one -> one.join() - begin)
              .filter(after -> after >= 0 && after < step)
              .count();
      Histogram setUp =
          times(
              complete.stream()
                  .filter(one -> one.dueNanos() - begin >= 0 && one.dueNanos() - begin < step)
                  .toList(),
              one -> one.audio().join() - one.dueNanos());
      boolean none = setUp.getTotalCount() == 0;
      steps.complete().add(over / (step / 1e9));
      steps.p50Ms().add(none ? Double.NaN : setUp.getValueAtPercentile(50) / 1e6);
      steps.p99Ms().add(none ? Double.NaN : setUp.getValueAtPercentile(99) / 1e6);
    }
    return steps;
  }

  private static List<Chart> charts(Steps steps) {
    return List.of(
        new Chart(
            "complete_per_second",
            "Complete calls",
            "/s",
            1,
            List.of(new Chart.Line("complete", steps.complete())),
            List.of()),
        new Chart(
            "set_up_ms",
            "Set-up of calls due in that second",
            "ms",
            1,
            List.of(new Chart.Line("p50", steps.p50Ms()), new Chart.Line("p99", steps.p99Ms())),
            List.of()));
  }
}
