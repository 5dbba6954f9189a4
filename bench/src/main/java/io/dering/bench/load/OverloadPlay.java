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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// Three times as many calls come as the gateway may have at once. By number and by packets it is
/// set how many it may have, so that it is known, and the machine itself is not brought to its end;
/// by CPU and by lag it is.
final class OverloadPlay implements Play {
  /// What comes, of what may be.
  private static final int TIMES = 3;

  /// Free agents beside those on the phone, at the least, or as many as calls come in a second: who
  /// comes for one who goes is not there at once.
  private static final int SPARE_AGENTS = 10;

  /// After the load has fallen, calls at half of what could be taken.
  private static final int FALLEN = 2 * TIMES;

  /// The load stays fallen for so long at least.
  private static final int AFTER_S = 9;

  /// For so long at the most: a gate that has opened once opens again after 30 s.
  private static final int LONG_AFTER_S = 45;

  /// Nobody was refused for so long: calls are taken again.
  private static final int TAKEN_S = 6;

  /// Neighbours come when the gateway is warm, and so long before anything counts: the gate closes
  /// when a mark has lasted for 10 s.
  private static final int NEIGHBOURS_BEFORE_S = 15;

  private static final long PATIENCE_S = 30;

  private final OverloadMark by;
  private final int mark;
  private final int neighbours;

  OverloadPlay(Choice choice) {
    this.by = choice.by();
    this.mark = choice.mark();
    this.neighbours = choice.neighbours();
  }

  @Override
  public String sentence() {
    return by.exact()
        ? "The gateway may have so many calls at once and three times as many come; then half as"
            + " many as it could take."
        : "More calls come than the gateway takes by its mark of %s; then a sixth of them."
            .formatted(by);
  }

  /// The rate rises during the warm-up.
  @Override
  public Usual usual() {
    return new Usual(50, 1, 30, 30, 15, true);
  }

  @Override
  public Bars bars() {
    List<Bar> asked =
        new ArrayList<>(
            List.of(
                Bar.atMost(
                    "calls_failed",
                    "calls neither refused nor heard both ways to their end",
                    0,
                    ""),
                SteadyBars.AGENT_ERRORS,
                SteadyBars.OFFENCES,
                Bar.atMost(SteadyBars.LOSS.key(), "frames lost in calls that were taken", 0.1, "%"),
                Bar.atMost(SteadyBars.DELAY_P99.key(), SteadyBars.DELAY_P99.name(), 10, "ms"),
                Bar.atMost("refusal_p99_ms", "due to refused at Meta, p99", 50, "ms"),
                Bar.atMost(
                    "uncounted",
                    "refused, and not counted with that reason, or the reverse",
                    0,
                    "")));
    if (by.exact()) {
      asked.add(
          Bar.atLeast(
              "offered_times", "calls that came, of what the gateway may have", TIMES, "x"));
      asked.add(Bar.atMost("above_limit", "calls at once, more than may be", 0, ""));
      asked.add(Bar.atMost("taken_again_s", "the load falls to the last that is refused", 5, "s"));
    } else {
      asked.add(Bar.atLeast("refused_percent", "calls that were refused, of all", 10, "%"));
      // In a load that comes back with the calls the gate opens once in 30 s; then it is 3 s calm.
      asked.add(Bar.atMost("taken_again_s", "the load falls to the last that is refused", 35, "s"));
    }
    return new Bars(asked);
  }

  @Override
  public LoadPlan.Team team(int calls, int rate) {
    return new LoadPlan.Team(
        2 * agentsAtOnce(calls, rate), LoadPlan.Team.ROUND_ROBIN, "warn", by.at(marked(calls)));
  }

  private int agentsAtOnce(int calls, int rate) {
    return (by.exact() ? 1 : TIMES) * calls + Math.max(SPARE_AGENTS, rate);
  }

  private int marked(int calls) {
    return mark == 0 ? by.usual(calls) : mark;
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    try (Stage stage = Stage.open(plan, starter)) {
      int agents =
          new Shift(stage, plan.team().agents()).begin(agentsAtOnce(plan.calls(), plan.rate()));
      progress.accept(agents + " agents are there");
      Crowd crowd = new Crowd(stage, talk(plan));
      long rise = plan.warmUp().toSeconds();
      long start = System.nanoTime();
      long from = start + plan.warmUp().toNanos();
      CompletableFuture<Bracket.Cost> cost =
          new Bracket(stage, plan, crowd::standing).at(from, plan.hold());
      Arrivals many = Arrivals.even(plan.rate()).risingFor(rise);
      long alone = Math.max(0, rise - NEIGHBOURS_BEFORE_S);
      crowd.come(many, start, 0, alone, () -> false);
      try (Neighbours _ = Neighbours.move(neighbours, Pinned.to(LoadCommand.GATEWAYS_CORE))) {
        crowd.come(many, start, alone, rise + plan.hold().toSeconds(), () -> false);
      }
      long fell = from + plan.hold().toNanos();
      progress.accept("the load falls");
      Arrivals few = Arrivals.even((double) plan.rate() / FALLEN);
      crowd.come(few, fell, 0, by.exact() ? AFTER_S : LONG_AFTER_S, () -> crowd.takenAgain(fell));
      progress.accept(crowd.over() + " calls are over");
      return outcome(stage, plan, new Overload(crowd, from, fell, cost.join()));
    }
  }

  /// So long that those who come would be three times those who may be at once.
  private static double talk(LoadPlan plan) {
    return (double) TIMES * plan.calls() / plan.rate();
  }

  /// Those who call by schedule.
  private static final class Crowd {
    private final Stage stage;
    private final Executor talk;
    private final List<Attempt> all = new CopyOnWriteArrayList<>();

    Crowd(Stage stage, double talkSeconds) {
      this.stage = stage;
      this.talk =
          CompletableFuture.delayedExecutor((long) (talkSeconds * 1e9), TimeUnit.NANOSECONDS);
    }

    /// Those who are due in that part of the schedule.
    ///
    /// @param enough ends it before, asked when the next is due: by then the last one's fate is
    ///   known
    void come(Arrivals arrivals, long startNanos, long fromS, long toS, BooleanSupplier enough)
        throws InterruptedException {
      long to = TimeUnit.SECONDS.toNanos(toS);
      int first = arrivals.firstFrom(TimeUnit.SECONDS.toNanos(fromS));
      for (int i = first; arrivals.dueNanos(i) < to; i++) {
        long due = startNanos + arrivals.dueNanos(i);
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        if (enough.getAsBoolean()) {
          return;
        }
        all.add(new Attempt(stage, all.size(), due, talk));
      }
    }

    /// Whether somebody has come lately, and all of them were taken: whose fate is not known yet
    /// may be refused.
    boolean takenAgain(long fellNanos) {
      long now = System.nanoTime();
      List<Attempt> lately = due(now - TimeUnit.SECONDS.toNanos(TAKEN_S), now);
      return now - fellNanos > TimeUnit.SECONDS.toNanos(AFTER_S)
          && !lately.isEmpty()
          && lately.stream().allMatch(one -> one.standing() || one.complete());
    }

    int standing() {
      return (int) all.stream().filter(Attempt::standing).count();
    }

    /// Waits until all are over; who has talked enough hangs up.
    ///
    /// @return how many are
    int over() throws InterruptedException {
      return Stage.finished(all.stream().map(Attempt::over).toList(), PATIENCE_S);
    }

    List<Attempt> due(long fromNanos, long toNanos) {
      return all.stream()
          .filter(one -> one.dueNanos() - fromNanos >= 0 && one.dueNanos() - toNanos < 0)
          .toList();
    }
  }

  /// @param from when the rate was reached
  /// @param fell when the load fell
  private record Overload(Crowd crowd, long from, long fell, Bracket.Cost cost) {
    /// Seconds from the fall to the last that was refused, if anybody was taken after that.
    double takenAgainSeconds() {
      List<Attempt> after = crowd.due(fell, Long.MAX_VALUE / 2 + fell);
      long last =
          after.stream().filter(Attempt::refused).mapToLong(Attempt::dueNanos).max().orElse(fell);
      boolean taken = after.stream().anyMatch(one -> one.complete() && one.dueNanos() >= last);
      return taken ? (last - fell) / 1e9 : Double.NaN;
    }
  }

  private Outcome outcome(Stage stage, LoadPlan plan, Overload overload)
      throws IOException, InterruptedException {
    List<Attempt> all = overload.crowd().all;
    List<Attempt> counted = overload.crowd().due(overload.from(), overload.fell());
    List<Attempt> refused = counted.stream().filter(Attempt::refused).toList();
    long taken = counted.stream().filter(Attempt::complete).count();
    long refusedInAll = all.stream().filter(Attempt::refused).count();
    long completeInAll = all.stream().filter(Attempt::complete).count();
    long countedByGateway = Counted.overloaded(stage.premises().httpPort(), refusedInAll);
    Histogram refusal = refusalNanos(refused);
    Bracket.Cost cost = overload.cost();
    Timeline timeline = cost.timeline();
    DelayBook.Part traffic = timeline.between(0, Double.MAX_VALUE);
    double offered = counted.size() / (double) plan.hold().toSeconds() * talk(plan) / plan.calls();
    double most = timeline.looks().stream().mapToDouble(ProcessWatch.Look::calls).max().orElse(0);
    double takenAgain = overload.takenAgainSeconds();
    Map<String, Double> measured = new HashMap<>();
    measured.put("calls_failed", (double) all.size() - refusedInAll - completeInAll);
    measured.put(SteadyBars.AGENT_ERRORS.key(), (double) stage.generator().floor().errors().get());
    measured.put(SteadyBars.OFFENCES.key(), (double) stage.offences());
    measured.put("offered_times", offered);
    measured.put("above_limit", Math.max(0, most - plan.calls()));
    measured.put(SteadyBars.LOSS.key(), traffic.lossPercent());
    measured.put(SteadyBars.DELAY_P99.key(), traffic.delayMs(99));
    measured.put(
        "refusal_p99_ms", refused.isEmpty() ? Double.NaN : refusal.getValueAtPercentile(99) / 1e6);
    measured.put("uncounted", (double) Math.abs(refusedInAll - countedByGateway));
    measured.put("refused_percent", 100.0 * refused.size() / counted.size());
    measured.put("taken_again_s", takenAgain);
    List<Fact> figures =
        new ArrayList<>(
            List.of(
                new Fact(
                    "calls due / taken / refused",
                    "%d / %d / %d".formatted(counted.size(), taken, refused.size())),
                new Fact(
                    "with those before and after",
                    "%d / %d / %d".formatted(all.size(), completeInAll, refusedInAll)),
                new Fact(
                    "refused as overloaded, by the gateway's metrics",
                    Long.toString(countedByGateway)),
                new Fact("refused by, mark", "%s, %d".formatted(by, marked(plan.calls()))),
                new Fact("at once, most", "%.0f".formatted(most)),
                new Fact("due to refused at Meta, ms p50 / p99 / max", LoadReport.millis(refusal)),
                new Fact(
                    "frames heard, missing in mid-call",
                    "%,d, %d".formatted(traffic.delayNanos().getTotalCount(), traffic.missing())),
                new Fact("delay, ms p50 / p99 / max", LoadReport.millis(traffic.delayNanos())),
                new Fact(
                    "the last that was refused, s after the load fell",
                    "%.1f".formatted(takenAgain)),
                cost.fact()));
    figures.addAll(cost.kept().facts());
    JsonObject details =
        cost.json()
            .put("came", all.size())
            .put("complete", completeInAll)
            .put("refused_in_all", refusedInAll)
            .put("refused_by_metrics", countedByGateway)
            .put("by", by.toString())
            .put("mark", marked(plan.calls()))
            .put("most_at_once", most)
            .put("refusal", LoadReport.figures(refusal))
            .put("delay", LoadReport.figures(traffic.delayNanos()));
    List<Chart> charts = timeline.charts(List.of());
    return new Outcome(
        measured, new RunReport.Findings(figures, charts, curves(timeline, refusal), details));
  }

  private static Histogram refusalNanos(List<Attempt> refused) {
    Histogram nanos = Ends.histogram();
    refused.forEach(one -> nanos.recordValue(one.refusalNanos()));
    return nanos;
  }

  private static List<Curve> curves(Timeline timeline, Histogram refusal) {
    List<Curve> curves = new ArrayList<>();
    curves.add(new Curve("refusal", "Refusals, from when the call was due", "refused", refusal));
    curves.addAll(timeline.curves());
    return curves;
  }
}
