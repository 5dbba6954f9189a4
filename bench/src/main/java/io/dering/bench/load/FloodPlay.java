package io.dering.bench.load;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import io.dering.bench.report.Chart;
import io.dering.bench.report.Fact;
import io.dering.bench.report.RunReport;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What nobody wants comes to the media port while calls talk: at a rate that the gateway takes
/// beside them, or several times all that it takes.
final class FloodPlay implements Play {
  private static final Duration FLOOD = Duration.ofSeconds(3);

  private final FloodKind kind;
  private final int timesCapacity;
  private final int neighbours;

  FloodPlay(Choice choice) {
    this.kind = choice.flood();
    this.timesCapacity = choice.timesCapacity();
    this.neighbours = choice.neighbours();
  }

  /// @param fromSeconds from when frames began to count
  /// @param kernelDropped at the media port, frames of calls among them
  /// @param untilSeconds from when on the gateway is asked what it holds, which stops it
  /// @param counted by the gateway, as refused for what this kind is refused for
  /// @param heapKb of living objects, then
  private record Happened(
      double fromSeconds,
      Flood.Came came,
      long kernelDropped,
      long logLines,
      double untilSeconds,
      long counted,
      long heapKb) {
    double toSeconds() {
      return fromSeconds + came.seconds();
    }
  }

  private boolean beyondCapacity() {
    return timesCapacity > 0;
  }

  @Override
  public String sentence() {
    return "What nobody wants (%s) comes to the media port for three seconds while calls talk%s."
        .formatted(kind, beyondCapacity() ? ", more than the gateway can take" : "");
  }

  /// The hold is what goes before the flood, and as much after it.
  @Override
  public Usual usual() {
    return new Usual(200, 20, 20, 6, 100_000, true);
  }

  /// A second after the flood is passed over, one may be lost by counting in whole ones, and one is
  /// to be judged.
  @Override
  public int leastHoldS() {
    return 3;
  }

  @Override
  public Bars bars() {
    List<Bar> asked = new ArrayList<>();
    if (beyondCapacity()) {
      // Whoever sends more than is taken takes the calls' place in the queue: during the flood
      // nothing is asked but that they stand.
      asked.add(
          Bar.atLeast(
              "times_capacity", "flood, of what the gateway took of it", timesCapacity, "x"));
      asked.add(Bar.atMost("p99_after_ms", "delay p99 from 1 s after, more than before", 5, "ms"));
    } else {
      asked.add(Bar.atLeast("garbage_percent", "flood, of what was planned", 95, "%"));
      asked.add(Bar.atMost("flood_loss_percent", "frames lost during the flood", 0.1, "%"));
      asked.add(
          Bar.atMost("added_p99_ms", "delay p99 during the flood, more than before", 5, "ms"));
    }
    asked.add(Bar.atMost("loss_after_percent", "frames lost from 1 s after the flood on", 0, "%"));
    asked.add(Bar.atMost("heap_growth_percent", "living objects, more than before", 10, "%"));
    asked.add(
        Bar.atMost("log_lines_per_second", "lines of the gateway's log during the flood", 1, "/s"));
    return SteadyBars.ofCalls(asked.toArray(Bar[]::new));
  }

  /// The log as it is where nothing is set.
  @Override
  public LoadPlan.Team team(int calls, int rate) {
    return new LoadPlan.Team(calls, LoadPlan.Team.RING_ALL, "info");
  }

  @Override
  public Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException {
    AtomicReference<@Nullable Happened> flood = new AtomicReference<>();
    LoadReport report =
        new LoadRun(
                plan,
                (stage, _) -> {
                  try (Neighbours _ =
                      Neighbours.move(neighbours, Pinned.to(LoadCommand.GATEWAYS_CORE))) {
                    Thread.sleep(plan.hold());
                    progress.accept("flood");
                    flood.set(flood(plan, stage));
                  }
                },
                progress)
            .run(starter);
    return outcome(plan, report, Objects.requireNonNull(flood.get()));
  }

  private Happened flood(LoadPlan plan, Stage stage) throws IOException, InterruptedException {
    List<LegSeen> legs =
        stage.generator().agents().stream().map(LoadAgent::seen).filter(Objects::nonNull).toList();
    int port = stage.premises().mediaPort();
    int httpPort = stage.premises().httpPort();
    long countedBefore = Counted.dropped(httpPort, kind.reason());
    double from = seconds(stage);
    long linesBefore = logLines(stage.folder());
    long dropsBefore = ProcessFigures.udpDrops(port);
    Flood.Came came =
        new Flood(kind, beyondCapacity() ? Flood.ALL : plan.rate()).send(port, FLOOD, legs);
    long drops = ProcessFigures.udpDrops(port) - dropsBefore;
    long lines = logLines(stage.folder()) - linesBefore;
    Thread.sleep(plan.hold());
    double until = seconds(stage);
    long counted = Counted.dropped(httpPort, kind.reason()) - countedBefore;
    return new Happened(from, came, drops, lines, until, counted, stage.memory().liveHeapKb());
  }

  private static double seconds(Stage stage) {
    return (System.nanoTime() - stage.generator().window().sinceNanos()) / 1e9;
  }

  private Outcome outcome(LoadPlan plan, LoadReport report, Happened flood) {
    Timeline timeline = report.timeline();
    // The steps that the flood begins and ends in are its own, and so is the one in which the
    // gateway was stopped to look at its heap.
    DelayBook.Part before = timeline.between(1, Math.floor(flood.fromSeconds()));
    DelayBook.Part during =
        timeline.between(Math.floor(flood.fromSeconds()), Math.ceil(flood.toSeconds()));
    DelayBook.Part after =
        timeline.between(Math.ceil(flood.toSeconds() + 1), Math.floor(flood.untilSeconds()));
    long sent = flood.came().sent();
    // What the kernel dropped in those seconds was the flood's but for the calls' own frames.
    long taken = sent - Math.max(0, flood.kernelDropped() - during.missing());
    double heapBeforeKb = report.cost().talking().liveHeapKb();
    Map<String, Double> measured = SteadyBars.measured(report);
    measured.put("garbage_percent", 100 * flood.came().perSecond() / plan.rate());
    measured.put("times_capacity", (double) sent / taken);
    measured.put("flood_loss_percent", during.lossPercent());
    measured.put("added_p99_ms", during.delayMs(99) - before.delayMs(99));
    measured.put("p99_after_ms", after.delayMs(99) - before.delayMs(99));
    measured.put("loss_after_percent", after.lossPercent());
    measured.put("heap_growth_percent", 100 * flood.heapKb() / heapBeforeKb - 100);
    measured.put("log_lines_per_second", flood.logLines() / flood.came().seconds());
    List<Fact> figures = new ArrayList<>();
    figures.add(
        new Fact(
            "flood of %s, datagrams, a second".formatted(kind),
            "%,d, %,.0f".formatted(sent, flood.came().perSecond())));
    figures.add(
        new Fact(
            "of it taken by the gateway a second; dropped by the kernel",
            "%,.0f; %,d".formatted(taken / flood.came().seconds(), flood.kernelDropped())));
    figures.add(
        new Fact(
            "refused as %s, by the gateway's metrics".formatted(kind.reason()),
            "%,d".formatted(flood.counted())));
    figures.add(
        new Fact(
            "living objects before / after, MiB",
            "%.1f / %.1f".formatted(heapBeforeKb / 1024, flood.heapKb() / 1024.0)));
    figures.add(new Fact("before: delay p50 / p99 ms, loss", line(before)));
    figures.add(new Fact("during: delay p50 / p99 ms, loss", line(during)));
    figures.add(new Fact("from 1 s after on: delay p50 / p99 ms, loss", line(after)));
    figures.addAll(report.figures());
    JsonObject details =
        report
            .json()
            .put("flood_from_s", flood.fromSeconds())
            .put("flood_to_s", flood.toSeconds())
            .put("garbage_per_second", flood.came().perSecond())
            .put("refused_by_metrics", flood.counted())
            .put("taken_per_second", taken / flood.came().seconds())
            .put("during_loss_percent", during.lossPercent())
            .put("delay_p99_before_ms", before.delayMs(99))
            .put("delay_p99_during_ms", during.delayMs(99))
            .put("delay_p99_after_ms", after.delayMs(99));
    return new Outcome(
        measured,
        new RunReport.Findings(
            figures,
            timeline.charts(
                List.of(new Chart.Span("flood", flood.fromSeconds(), flood.toSeconds()))),
            timeline.curves(),
            details));
  }

  private static String line(DelayBook.Part part) {
    return "%.2f / %.2f, %d of %,d"
        .formatted(
            part.delayMs(50),
            part.delayMs(99),
            part.missing(),
            part.missing() + part.delayNanos().getTotalCount());
  }

  /// Of the log file and of what goes to the standard output.
  private static long logLines(Path folder) throws IOException {
    long lines = 0;
    for (String name : List.of("gateway.log", "gateway.out")) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        lines += Files.readString(file, StandardCharsets.UTF_8).lines().count();
      }
    }
    return lines;
  }
}
