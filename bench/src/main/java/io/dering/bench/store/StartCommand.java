package io.dering.bench.store;

import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.conductor.TurnObserver;
import io.dering.gateway.conductor.WebhookIntake;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command.ForGraph;
import io.dering.signaling.switchboard.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `start`: makes past calls and measures a start over them in a process of its own, which has
/// nothing warm. Exit code 0 when the bar is held, 1 otherwise.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = "How long a start takes over a million past calls, some of them left open.")
public final class StartCommand implements Callable<Integer> {
  /// Of the design.
  private static final double BAR_S = 5;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "1000000", description = "Ended; default 1000000.")
  private int calls;

  @Option(names = "--open", defaultValue = "100", description = "Left open; default 100.")
  private int open;

  @Option(names = "--folder", description = "Where the file goes; default a temporary folder.")
  private @Nullable Path folder;

  @Option(names = "--url", defaultValue = "", description = "PostgreSQL, in place of SQLite.")
  private String url = "";

  @Option(names = "--only", description = "Measures over what is there, and makes nothing.")
  private boolean only;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path where = folder == null ? Files.createTempDirectory("dering-start") : folder;
    return only ? measure(where) : make(where);
  }

  private int make(Path where) throws IOException, InterruptedException {
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    long began = System.nanoTime();
    try (CallStore store = CallStore.open(Place.of(url, where), Duration.ofDays(7), clock)) {
      new PastCalls(calls, open, clock.instant()).store(store);
    }
    PrintWriter out = out();
    out.printf(
        Locale.ROOT,
        "%,d ended and %d open calls made in %.0f s%n",
        calls,
        open,
        (System.nanoTime() - began) / 1e9);
    out.flush();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.dering.bench.Main",
            "start",
            "--only",
            "--calls",
            Integer.toString(calls),
            "--folder",
            where.toString(),
            "--url",
            url)
        .inheritIO()
        .start()
        .waitFor();
  }

  private int measure(Path where) {
    long began = System.nanoTime();
    AtomicInteger ended = new AtomicInteger();
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    try (CallStore store = CallStore.open(Place.of(url, where), Duration.ofDays(7), clock)) {
      Conductor conductor =
          new Conductor(
              nobody(),
              new SplittableRandom(1),
              new Conductor.Links(
                  store,
                  command -> ended.addAndGet(command instanceof ForGraph ? 1 : 0),
                  clock,
                  TurnObserver.NONE));
      conductor.start();
      new WebhookIntake(store, Map.of(), conductor).resume();
      double seconds = (System.nanoTime() - began) / 1e9;
      out()
          .printf(
              Locale.ROOT,
              "Started in %.2f s (bar %.0f): %d calls ended, %d remembered%n",
              seconds,
              BAR_S,
              ended.get(),
              conductor.snapshot().remembered());
      out().flush();
      conductor.stop(Duration.ZERO);
      out().printf("Pages of the log, %d rows, median:%n", ListTimes.ROWS);
      new ListTimes(store.log(), clock.instant()).print(out(), PastCalls.call(calls / 2));
      return seconds <= BAR_S ? 0 : 1;
    }
  }

  private static AccountSettings nobody() {
    return new AccountSettings(
        Lanes.ACCOUNT, List.<Channel>of(), List.<Agent>of(), List.<RingGroup>of(), Policy.DEFAULT);
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
