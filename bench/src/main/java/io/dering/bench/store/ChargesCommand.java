package io.dering.bench.store;

import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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

/// `charges`: exit code 0 when the bar is held, 1 otherwise.
@Command(
    name = "charges",
    mixinStandardHelpOptions = true,
    description = "How many minutes are held and then charged per second, each durable.")
public final class ChargesCommand implements Callable<Integer> {
  /// Of the design, on one account.
  private static final double SQLITE_BAR_PER_SECOND = 5_000;

  private static final double POSTGRES_BAR_PER_SECOND = 2_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--minutes", defaultValue = "100000", description = "In all; default 100000.")
  private int minutes;

  @Option(names = "--calls", defaultValue = "256", description = "At once; default 256.")
  private int calls;

  @Option(names = "--folder", description = "Where the file goes; default a temporary folder.")
  private @Nullable Path folder;

  @Option(names = "--url", defaultValue = "", description = "PostgreSQL, in place of SQLite.")
  private String url = "";

  @Option(names = "--postgres", description = "A PostgreSQL of its own, in place of SQLite.")
  private boolean postgres;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!postgres) {
      return measure(url);
    }
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      return measure(server.getJdbcUrl("postgres", "postgres"));
    }
  }

  private int measure(String at) throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path where = folder == null ? Files.createTempDirectory("dering-charges") : folder;
    Timeline clock = new Timeline(InstantSource.system(), System::nanoTime);
    double bar = at.isEmpty() ? SQLITE_BAR_PER_SECOND : POSTGRES_BAR_PER_SECOND;
    Charges.Outcome outcome;
    try (CallStore store = CallStore.open(Place.of(at, where), Duration.ofDays(7), clock)) {
      outcome = new Charges(store, clock).run(calls, minutes);
    }
    out.printf(
        Locale.ROOT,
        "%,d minutes held and charged durably in %.2f s on %s: %,.0f per second (bar %,.0f)%n",
        outcome.minutes(),
        outcome.seconds(),
        at.isEmpty() ? "SQLite" : "PostgreSQL",
        outcome.perSecond(),
        bar);
    out.flush();
    return outcome.perSecond() >= bar ? 0 : 1;
  }
}
