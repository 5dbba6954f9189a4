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

/// Garbage comes to the media port while calls talk.
final class FloodPlay implements Play {
  private static final Duration FLOOD = Duration.ofSeconds(3);

  /// @param fromSeconds from when frames began to count
  private record Happened(double fromSeconds, Flood.Came came, long logLines) {
    double toSeconds() {
      return fromSeconds + came.seconds();
    }
  }

  @Override
  public String sentence() {
    return "Garbage comes to the media port for three seconds while calls talk.";
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
    return SteadyBars.ofCalls(
        Bar.atLeast("garbage_percent", "garbage sent, of what was planned", 95, "%"),
        Bar.atMost("flood_loss_percent", "frames lost during the flood", 0.1, "%"),
        Bar.atMost("added_p99_ms", "delay p99 during the flood, more than before", 5, "ms"),
        Bar.atMost("loss_after_percent", "frames lost from 1 s after the flood on", 0, "%"),
        Bar.atMost("log_lines_per_second", "lines of the gateway's log during the flood", 1, "/s"));
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
                  Thread.sleep(plan.hold());
                  progress.accept("flood");
                  flood.set(flood(stage, plan.rate()));
                  Thread.sleep(plan.hold());
                },
                progress)
            .run(starter);
    return outcome(plan, report, Objects.requireNonNull(flood.get()));
  }

  private static Happened flood(Stage stage, int rate) throws IOException {
    double from = (System.nanoTime() - stage.generator().window().sinceNanos()) / 1e9;
    long linesBefore = logLines(stage.folder());
    Flood.Came came = Flood.send(stage.premises().mediaPort(), rate, FLOOD);
    return new Happened(from, came, logLines(stage.folder()) - linesBefore);
  }

  private static Outcome outcome(LoadPlan plan, LoadReport report, Happened flood) {
    Timeline timeline = report.timeline();
    // The steps that the flood begins and ends in are its own.
    DelayBook.Part before = timeline.between(0, Math.floor(flood.fromSeconds()));
    DelayBook.Part during =
        timeline.between(Math.floor(flood.fromSeconds()), Math.ceil(flood.toSeconds()));
    DelayBook.Part after = timeline.between(Math.ceil(flood.toSeconds() + 1), Double.MAX_VALUE);
    Map<String, Double> measured = SteadyBars.measured(report);
    measured.put("garbage_percent", 100 * flood.came().perSecond() / plan.rate());
    measured.put("flood_loss_percent", during.lossPercent());
    measured.put("added_p99_ms", during.delayMs(99) - before.delayMs(99));
    measured.put("loss_after_percent", after.lossPercent());
    measured.put("log_lines_per_second", flood.logLines() / flood.came().seconds());
    List<Fact> figures = new ArrayList<>();
    figures.add(
        new Fact(
            "garbage sent, datagrams, a second",
            "%,d, %,.0f".formatted(flood.came().sent(), flood.came().perSecond())));
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
