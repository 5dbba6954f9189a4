package io.dering.bench.store;

import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `set-ups`: exit code 0 when the bar is held, 1 otherwise.
@Command(
    name = "set-ups",
    mixinStandardHelpOptions = true,
    description = "How many calls are set up per second, each step durable before the next.")
public final class SetUpsCommand implements Callable<Integer> {
  /// Of the design: durable set-ups per second on SQLite with synchronous=FULL.
  private static final double BAR_PER_SECOND = 1_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "30000", description = "In all; default 30000.")
  private int calls;

  @Option(names = "--lanes", defaultValue = "200", description = "At once; default 200.")
  private int lanes;

  @Option(names = "--folder", description = "Where the file goes; default a temporary folder.")
  private @Nullable Path folder;

  @Option(names = "--url", defaultValue = "", description = "PostgreSQL, in place of SQLite.")
  private String url = "";

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path where = folder == null ? Files.createTempDirectory("dering-set-ups") : folder;
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    Lanes.Outcome outcome;
    try (CallStore store = CallStore.open(Place.of(url, where), Duration.ofDays(7), clock)) {
      outcome = new Lanes(store, clock, lanes, calls).run();
    }
    out.printf(
        Locale.ROOT,
        "%,d calls set up durably in %.2f s: %,.0f per second (bar %,.0f)%n"
            + "webhook to connected, ms: p50 %.1f, p99 %.1f, max %.1f%n",
        outcome.setUps(),
        outcome.seconds(),
        outcome.perSecond(),
        BAR_PER_SECOND,
        outcome.setUpNanos().getValueAtPercentile(50) / 1e6,
        outcome.setUpNanos().getValueAtPercentile(99) / 1e6,
        outcome.setUpNanos().getMaxValue() / 1e6);
    out.flush();
    return outcome.perSecond() >= BAR_PER_SECOND ? 0 : 1;
  }
}
