package io.dering.bench.load;

import io.dering.bench.lean.Watch;
import io.dering.bench.lean.Watched;
import io.dering.bench.report.Fact;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The part of a run that counts: opens the window and watches both processes until it is closed.
final class Bracket {
  /// @param shares the gateway's CPU seconds by what they were spent on
  /// @param timeline what happened when
  /// @param kept how well the generator kept up
  record Cost(
      double gatewayCpuSeconds,
      double generatorCpuSeconds,
      Map<String, Double> shares,
      Timeline timeline,
      GeneratorFigures kept) {
    Fact fact() {
      return new Fact(
          "gateway / generator CPU, share of one core",
          "%.0f %% / %.0f %%"
              .formatted(
                  100 * gatewayCpuSeconds / timeline.seconds(),
                  100 * generatorCpuSeconds / timeline.seconds()));
    }

    JsonObject json() {
      return kept.put(new JsonObject())
          .put("hold_s", timeline.seconds())
          .put("gateway_cpu_s", gatewayCpuSeconds)
          .put("generator_cpu_s", generatorCpuSeconds)
          .put("gateway_cpu_s_by_purpose", new JsonObject(Map.copyOf(shares)));
    }
  }

  private final Stage stage;
  private final LoadPlan plan;
  private final IntSupplier calls;
  private final ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
  private @Nullable ProcessWatch watch;
  private @Nullable Watch farEnds;
  private Map<String, Double> threadsBefore = Map.of();
  private double gatewayBefore;
  private double generatorBefore;

  /// @param calls that stand
  Bracket(Stage stage, LoadPlan plan, IntSupplier calls) {
    this.stage = stage;
    this.plan = plan;
    this.calls = calls;
  }

  void openOnce() {
    if (watch == null) {
      farEnds = stage.watch();
      threadsBefore = stage.gateway().cpuSecondsByThread();
      gatewayBefore = stage.gateway().cpuSeconds();
      generatorBefore = generator.cpuSeconds();
      stage.generator().window().open();
      watch = ProcessWatch.start(stage.gateway(), plan.step(), calls);
    }
  }

  /// Opens and closes by itself, whatever the run is waiting for meanwhile.
  CompletableFuture<Cost> at(long fromNanos, Duration length) {
    CompletableFuture<Cost> cost = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("bracket")
        .daemon()
        .start(() -> {
          try {
            TimeUnit.NANOSECONDS.sleep(fromNanos - System.nanoTime());
            openOnce();
            TimeUnit.NANOSECONDS.sleep(fromNanos + length.toNanos() - System.nanoTime());
            cost.complete(close());
          } catch (InterruptedException | RuntimeException e) {
            cost.completeExceptionally(e);
          }
        });
    return cost;
  }

  Cost close() {
    ProcessWatch open = Objects.requireNonNull(watch);
    Window window = stage.generator().window();
    window.close();
    double seconds = (System.nanoTime() - window.sinceNanos()) / 1e9;
    open.close();
    Timeline timeline =
        new Timeline(
            stage.generator().towardsAgents(),
            stage.generator().towardsCustomers(),
            open.looks(),
            seconds);
    Watched watched = farEnds == null ? null : farEnds.watched();
    return new Cost(
        stage.gateway().cpuSeconds() - gatewayBefore,
        generator.cpuSeconds() - generatorBefore,
        Shares.between(threadsBefore, stage.gateway().cpuSecondsByThread()),
        timeline,
        new GeneratorFigures(timeline, plan.ownCore(), watched));
  }
}
