package io.dering.bench.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `load`: exit code 0 when every call stood and no packet was lost, 1 otherwise.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Calls a gateway of its own from many phones, with as many agents.")
public final class LoadCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", defaultValue = "500", description = "At once; default 500.")
  private int calls;

  @Option(names = "--ramp", defaultValue = "10", description = "Calls a second; default 10.")
  private int callsPerSecond;

  @Option(names = "--hold", defaultValue = "20", description = "Seconds of talk; default 20.")
  private int holdS;

  @Option(
      names = "--warm-up",
      defaultValue = "0",
      description = "Seconds of talk before anything is counted; default 0.")
  private int warmUpS;

  @Option(
      names = "--one-relay",
      description =
          "All customers behind one address and port of Meta's: the gateway's worst case.")
  private boolean oneRelay;

  @Option(
      names = "--jar",
      defaultValue = "gateway/target/dering.jar",
      description = "The packaged gateway; default gateway/target/dering.jar.")
  private Path jar = Path.of("");

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Path folder = Files.createTempDirectory("dering-load");
    LoadPlan plan =
        new LoadPlan(
            calls,
            callsPerSecond,
            Duration.ofSeconds(warmUpS),
            Duration.ofSeconds(holdS),
            oneRelay,
            folder);
    LoadReport report = new LoadRun(plan, out::println).run(GatewayProcess.of(jar));
    out.print(report.table());
    out.println(report.held() ? "HELD" : "NOT HELD: see " + folder);
    out.flush();
    if (json != null) {
      Files.writeString(json, report.json().encodePrettily() + "\n");
    }
    if (report.held()) {
      remove(folder);
    }
    return report.held() ? 0 : 1;
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
