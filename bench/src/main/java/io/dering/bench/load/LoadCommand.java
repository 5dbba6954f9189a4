package io.dering.bench.load;

import io.dering.bench.report.Bars;
import io.dering.bench.report.Fact;
import io.dering.bench.report.HtmlPage;
import io.dering.bench.report.Machine;
import io.dering.bench.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `load`: exit code 0 when every bar is held, 1 otherwise, 2 for a word that it does not know.
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Calls a gateway of its own from many phones, with as many agents.")
public final class LoadCommand implements Callable<Integer> {
  static final int GATEWAYS_CORE = 0;
  private static final int GENERATORS_CORE = 1;

  /// Where gateways come from.
  @FunctionalInterface
  interface Gateways {
    /// @param options of its Java machine
    GatewayUnderTest.Starter of(Path jar, Pinned where, List<String> options);
  }

  private final Gateways gateways;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--scenario",
      defaultValue = "steady",
      description = "${COMPLETION-CANDIDATES}; default steady.")
  private Scenario scenario = Scenario.STEADY;

  @Option(names = "--calls", description = "At once; steady 500, others fewer.")
  private @Nullable Integer calls;

  @Option(names = "--ramp", description = "Calls a second until they stand; steady 10.")
  private @Nullable Integer callsPerSecond;

  @Option(
      names = {"--seconds", "--hold"},
      description = "In which things are counted; steady 20.")
  private @Nullable Integer holdS;

  @Option(
      names = "--warm-up",
      description = "Seconds before anything is counted; steady 0, others some.")
  private @Nullable Integer warmUpS;

  @Option(
      names = "--rate",
      description =
          "What comes each second: set-ups (storm), datagrams (flood), agents who are lost"
              + " (reconnect), calls that come and go (churn), calls (overload).")
  private @Nullable Integer rate;

  @Option(
      names = "--flood",
      defaultValue = "garbage",
      description =
          "Of what the flood is: ${COMPLETION-CANDIDATES}; default garbage. Spoofed needs"
              + " CAP_NET_RAW.")
  private FloodKind flood = FloodKind.GARBAGE;

  @Option(
      names = "--times-capacity",
      defaultValue = "0",
      description =
          "The flood is as much as the generator's core can make, in place of --rate, and must be"
              + " at least so many times what the gateway takes of it.")
  private int timesCapacity;

  @Option(
      names = "--neighbours",
      defaultValue = "0",
      description =
          "So many programs that never sleep share the gateway's core while calls talk (flood) or"
              + " until the load falls (overload): one core of a generator does not bring a whole one"
              + " of the gateway's to several times its capacity.")
  private int neighbours;

  @Option(
      names = "--by",
      defaultValue = "calls",
      description =
          "By what the overloaded gateway refuses: ${COMPLETION-CANDIDATES}; default calls.")
  private OverloadMark by = OverloadMark.CALLS;

  @Option(
      names = "--mark",
      defaultValue = "0",
      description =
          "Where that mark lies; usually at --calls, at 100 packets a second for each of them, and"
              + " for cpu and lag where the gateway has it (85 percent, 100 ms).")
  private int mark;

  @Option(
      names = "--bar",
      paramLabel = "KEY=VALUE",
      description = "Moves a bar of the verdict, for example --bar delay_p99_ms=40; repeatable.")
  private Map<String, Double> moved = new LinkedHashMap<>();

  @Option(
      names = "--pin",
      negatable = true,
      description =
          "The gateway on core 0, this process on core 1; all scenarios but storm do so unless"
              + " --no-pin is given.")
  private @Nullable Boolean pin;

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

  @Option(
      names = "--gateway-jvm",
      split = ",",
      description =
          "Options of the gateway's Java machine in place of its usual ones, as in"
              + " --gateway-jvm=-XX:+UseG1GC,-Xmx1g.")
  private List<String> gatewayOptions = GatewayProcess.USUAL;

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there, too.")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Writes a page with verdict and charts there, which needs no other file.")
  private @Nullable Path html;

  public LoadCommand() {
    this(GatewayProcess::of);
  }

  LoadCommand(Gateways gateways) {
    this.gateways = gateways;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = commandLine.getOut();
    Play play = scenario.play(new Choice(flood, timesCapacity, neighbours, by, mark));
    boolean pinned = pin == null ? play.usual().pinned() : pin;
    LoadPlan plan;
    Bars bars;
    try {
      bars = play.bars().moved(moved);
      plan = plan(play, pinned);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(commandLine, String.valueOf(e.getMessage()), e);
    }
    if (pinned) {
      Pinned.to(GENERATORS_CORE).move(ProcessHandle.current().pid());
    }
    Machine machine =
        Machine.here(
            pinned
                ? "gateway on core 0, generator on core 1"
                : "gateway and generator share all cores");
    var began = InstantSource.system().instant();
    Play.Outcome outcome =
        play.play(
            plan,
            gateways.of(jar, pinned ? Pinned.to(GATEWAYS_CORE) : Pinned.NOWHERE, gatewayOptions),
            line -> {
              out.println(line);
              out.flush();
            });
    return tell(
        new RunReport(
            scenario.toString(),
            play.sentence(),
            facts(plan),
            began,
            machine,
            bars.judge(outcome.measured()),
            outcome.findings()),
        plan,
        out);
  }

  private LoadPlan plan(Play play, boolean pinned) throws IOException {
    Play.Usual usual = play.usual();
    int atOnce = calls == null ? usual.calls() : calls;
    int each = rate == null ? usual.rate() : rate;
    int counted = holdS == null ? usual.holdS() : holdS;
    if (counted < play.leastHoldS()) {
      throw new IllegalArgumentException(
          "%s needs --hold %d or more: in less there is nothing to count"
              .formatted(scenario, play.leastHoldS()));
    }
    return new LoadPlan(
        atOnce,
        callsPerSecond == null ? usual.callsPerSecond() : callsPerSecond,
        Duration.ofSeconds(warmUpS == null ? usual.warmUpS() : warmUpS),
        Duration.ofSeconds(counted),
        oneRelay,
        Files.createTempDirectory("dering-load"),
        play.team(atOnce, each),
        each,
        pinned);
  }

  private static List<Fact> facts(LoadPlan plan) {
    return List.of(
        new Fact("calls at once", Integer.toString(plan.calls())),
        new Fact("calls a second until they stand", Integer.toString(plan.callsPerSecond())),
        new Fact("warm-up, s", Long.toString(plan.warmUp().toSeconds())),
        new Fact("counted for, s", Long.toString(plan.hold().toSeconds())),
        new Fact("each second, of what the scenario is about", Integer.toString(plan.rate())),
        new Fact("Meta's media come from", mediaFrom(plan)));
  }

  private static String mediaFrom(LoadPlan plan) {
    if (plan.oneRelay()) {
      return "one port";
    }
    return plan.lean() ? "an address for each call" : "a port for each call";
  }

  private Integer tell(RunReport report, LoadPlan plan, PrintWriter out) throws IOException {
    out.print(report.text());
    if (json != null) {
      Files.writeString(json, report.json().encodePrettily() + "\n");
    }
    if (html != null) {
      Files.writeString(html, new HtmlPage(report).html());
    }
    boolean held = report.verdict().held();
    if (held) {
      remove(plan.folder());
    } else {
      out.println("The gateway's log is in " + plan.folder());
    }
    out.flush();
    return held ? 0 : 1;
  }

  static void remove(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
