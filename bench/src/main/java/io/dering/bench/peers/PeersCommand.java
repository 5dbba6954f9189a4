package io.dering.bench.peers;

import io.dering.bench.load.Ends;
import io.dering.bench.load.GatewayProcess;
import io.dering.bench.load.LoadPlan;
import io.dering.bench.load.LoadReport;
import io.dering.bench.load.LoadRun;
import io.dering.bench.load.Pinned;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `peers`: exit code 0 when the bars are held, 1 otherwise.
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "The gateway beside rtpengine, in alternating rounds of one run.")
public final class PeersCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--calls", split = ",", defaultValue = "50,200", description = "At once.")
  private List<Integer> calls = List.of();

  @Option(names = "--rounds", defaultValue = "5", description = "Of each; default 5.")
  private int rounds;

  @Option(names = "--ramp", defaultValue = "20", description = "Calls a second; default 20.")
  private int callsPerSecond;

  @Option(
      names = {"--seconds", "--hold"},
      defaultValue = "15",
      description = "Of talk; default 15.")
  private int holdS;

  @Option(
      names = "--warm-up",
      defaultValue = "45",
      description =
          "Seconds of talk before anything is counted, for both; default 45. Without any, most of"
              + " what the gateway uses is its compiler's.")
  private int warmUpS;

  @Option(
      names = "--slots",
      defaultValue = "100",
      description =
          "How many times in 20 ms the generator wakes to send; default 100. More spreads the"
              + " packets more evenly, and costs the generator more.")
  private int slots;

  @Option(
      names = "--sdes",
      description =
          "rtpengine without ICE and DTLS: keys in the SDP, another suite on each leg. The"
              + " gateway's calls stay as they are.")
  private boolean sdes;

  @Option(
      names = "--alone",
      description =
          "One of the two and no comparison, to look at its profile: ${COMPLETION-CANDIDATES}.")
  private @Nullable Who alone;

  @Option(
      names = "--cpu",
      defaultValue = "0",
      description = "The forwarder's core; the generator is to be pinned to another one.")
  private int cpu;

  @Option(
      names = "--gateway-jvm",
      split = ",",
      description =
          "Options of the gateway's Java machine in place of its usual ones, as in"
              + " --gateway-jvm=-XX:+UseG1GC,-Xmx1g.")
  private List<String> gatewayOptions = GatewayProcess.USUAL;

  @Option(names = "--jar", defaultValue = "gateway/target/dering.jar", description = "The gateway.")
  private Path jar = Path.of("");

  private enum Who {
    GATEWAY,
    RTPENGINE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// One round: both, one after the other.
  private record Round(Forwarded gateway, Forwarded peer) {
    double cpuRatio() {
      return gateway.cpuMicrosPerPacket() / peer.cpuMicrosPerPacket();
    }

    double delayRatio() {
      return gateway.delayMs(99) / peer.delayMs(99);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    boolean held = true;
    for (int n : calls) {
      if (alone == null) {
        held &= compare(n, out);
      } else {
        alone(alone, n, new RoundTable(out));
        held = false;
      }
    }
    out.println(held ? "HELD" : "NOT HELD");
    out.flush();
    return held ? 0 : 1;
  }

  private boolean compare(int n, PrintWriter out) throws IOException, InterruptedException {
    List<Round> all = new ArrayList<>();
    RoundTable table = new RoundTable(out);
    table.head(n, rounds, holdS);
    for (int number = 1; number <= rounds; number++) {
      // Who begins alternates: neither always finds the machine as the other left it.
      Who first = number % 2 == 1 ? Who.GATEWAY : Who.RTPENGINE;
      Who second = first == Who.GATEWAY ? Who.RTPENGINE : Who.GATEWAY;
      Forwarded one = table.line(number, first.label(), forwarded(first, n));
      Forwarded other = table.line(number, second.label(), forwarded(second, n));
      all.add(first == Who.GATEWAY ? new Round(one, other) : new Round(other, one));
    }
    double cpuRatio = median(all, Round::cpuRatio);
    double bar = bar(n);
    long delayed = all.stream().filter(round -> round.delayRatio() >= 1).count();
    long lost = all.stream().mapToLong(round -> round.gateway().lost()).sum();
    out.printf(
        Locale.ROOT,
        "%d calls: CPU per packet, gateway / rtpengine, median %.2f of %.2f to %.2f (bar %.2f);"
            + " p99 of the delay, median ratio %.2f, above rtpengine's in %d of %d rounds;"
            + " the gateway lost %d%n%n",
        n,
        cpuRatio,
        all.stream().mapToDouble(Round::cpuRatio).min().orElse(0),
        all.stream().mapToDouble(Round::cpuRatio).max().orElse(0),
        bar,
        median(all, Round::delayRatio),
        delayed,
        rounds,
        lost);
    out.flush();
    boolean valid = all.stream().allMatch(round -> round.gateway().valid() && round.peer().valid());
    return valid && cpuRatio <= bar && delayed == 0 && lost == 0;
  }

  private void alone(Who who, int n, RoundTable table) throws IOException, InterruptedException {
    table.head(n, rounds, holdS);
    for (int number = 1; number <= rounds; number++) {
      table.line(number, who.label(), forwarded(who, n));
    }
  }

  private Forwarded forwarded(Who who, int n) throws IOException, InterruptedException {
    return switch (who) {
      case GATEWAY -> gateway(n);
      case RTPENGINE -> peer(n);
    };
  }

  private RoundPlan plan(int n) {
    return new RoundPlan(
        n, callsPerSecond, Duration.ofSeconds(warmUpS), Duration.ofSeconds(holdS), slots, sdes);
  }

  private Forwarded gateway(int n) throws IOException, InterruptedException {
    LoadPlan plan =
        new LoadPlan(
            n,
            callsPerSecond,
            Duration.ofSeconds(warmUpS),
            Duration.ofSeconds(holdS),
            false,
            Files.createTempDirectory("dering-peers"));
    LoadRun run = new LoadRun(plan, _ -> {}, Ends.lean(new SecureRandom(), slots));
    LoadReport report = run.run(GatewayProcess.of(jar, Pinned.to(cpu), gatewayOptions));
    if (report.calls().connected() != n || report.calls().brokenOff() != 0) {
      throw new IOException("not all calls stood: see " + plan.folder());
    }
    return Forwarded.of(report, Objects.requireNonNull(run.watched()));
  }

  private Forwarded peer(int n) throws IOException, InterruptedException {
    Path log = Files.createTempFile("rtpengine", ".log");
    return new RtpengineRun(plan(n)).run(log, Pinned.to(cpu));
  }

  private static double median(List<Round> all, ToDoubleFunction<Round> what) {
    double[] sorted = all.stream().mapToDouble(what).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /// Of the design: CPU per forwarded packet over rtpengine's.
  private static double bar(int n) {
    if (n >= 1_000) {
      return 0.45;
    }
    return n >= 200 ? 0.6 : 0.8;
  }
}
