package io.dering.bench.peers;

import io.dering.bench.load.GatewayProcess;
import io.dering.bench.load.Pinned;
import io.dering.bench.load.WarmGateway;
import io.dering.bench.profile.MediaProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `peers`: exit code 0 when the bars are held, 1 otherwise; of one alone, when each round is a
/// measurement.
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "The gateway beside rtpengine, in alternating rounds of one run.")
public final class PeersCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--calls",
      split = ",",
      defaultValue = "50,200,1000",
      description = "At once; default 50,200,1000, one after the other.")
  private List<Integer> calls = List.of();

  @Option(names = "--rounds", defaultValue = "5", description = "Of each; default 5.")
  private int rounds;

  @Option(
      names = "--ramp",
      description = "Calls a second until they stand; default 20, from 500 calls on 40.")
  private @Nullable Integer callsPerSecond;

  @Option(
      names = {"--seconds", "--hold"},
      defaultValue = "15",
      description = "Of talk; default 15.")
  private int holdS;

  @Option(
      names = "--warm-up",
      defaultValue = "45",
      description =
          "Seconds of talk before anything is counted in the first round, for both; default 45."
              + " Without any, most of what the gateway uses is its compiler's.")
  private int warmUpS;

  @Option(
      names = "--warm-up-again",
      defaultValue = "10",
      description =
          "The same in each later round; default 10. Both processes live through all rounds and"
              + " stand still in each other's.")
  private int againS;

  @Option(
      names = "--warm-up-calls",
      description =
          "For both, a round of so many calls before the first, which counts for nothing and has"
              + " number 0 (--warm-up is its, then): a server that has 50 calls now has had more"
              + " before; with few calls code takes minutes to be compiled.")
  private @Nullable Integer rehearsed;

  @Option(
      names = "--slots",
      description =
          "How many times in 20 ms the generator wakes to send; default 100, from 500 calls on 25."
              + " More spreads the packets more evenly, and costs the generator more.")
  private @Nullable Integer slots;

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
      names = "--profile",
      description =
          "With --alone GATEWAY: after each round that counts, while all calls still talk, what the media"
              + " thread's time goes into, by Linux's perf. Needs root.")
  private boolean profile;

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
    RTPENGINE
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    PrintWriter out = line.getOut();
    if (profile && alone != Who.GATEWAY) {
      throw new CommandLine.ParameterException(line, "--profile goes with --alone GATEWAY");
    }
    if (rehearsed != null && rehearsed < 1) {
      throw new CommandLine.ParameterException(line, "--warm-up-calls must be at least 1");
    }
    MediaProfile inside = null;
    if (profile) {
      try {
        inside = MediaProfile.on(cpu);
      } catch (IOException e) {
        line.getErr().println(e.getMessage());
        return 1;
      }
    }
    boolean held = true;
    for (int n : calls) {
      held &= alone == null ? compare(n, out) : alone(alone, n, inside, out);
    }
    if (alone == null) {
      out.println(held ? "HELD" : "NOT HELD");
    }
    out.flush();
    return held ? 0 : 1;
  }

  private boolean compare(int n, PrintWriter out) throws IOException, InterruptedException {
    Comparison comparison = new Comparison(n);
    RoundTable table = new RoundTable(out);
    table.head(n, rounds, holdS, rehearsed);
    try (Forwarder gateway = start(Who.GATEWAY, n, WarmGateway.Onlooker.NONE);
        Forwarder peer = start(Who.RTPENGINE, n, WarmGateway.Onlooker.NONE)) {
      if (rehearsed != null) {
        round(gateway, 0, n, table);
        round(peer, 0, n, table);
      }
      for (int number = 1; number <= rounds; number++) {
        // Who begins alternates: neither always finds the machine as the other left it.
        if (number % 2 == 1) {
          Forwarded first = round(gateway, number, n, table);
          comparison.add(first, round(peer, number, n, table));
        } else {
          Forwarded first = round(peer, number, n, table);
          comparison.add(round(gateway, number, n, table), first);
        }
      }
    }
    out.println(comparison.sentences());
    out.flush();
    return comparison.held();
  }

  /// @return whether each round was a measurement
  private boolean alone(Who who, int n, @Nullable MediaProfile inside, PrintWriter out)
      throws IOException, InterruptedException {
    boolean valid = true;
    RoundTable table = new RoundTable(out);
    table.head(n, rounds, holdS, rehearsed);
    try (Forwarder forwarder = start(who, n, inside == null ? WarmGateway.Onlooker.NONE : inside)) {
      if (rehearsed != null) {
        round(forwarder, 0, n, table);
      }
      for (int number = 1; number <= rounds; number++) {
        Forwarded did = round(forwarder, number, n, table);
        valid &= did.valid();
        if (inside != null) {
          table.purposes(did);
          out.println(inside.text());
          out.flush();
        }
      }
    }
    return valid;
  }

  /// @param number 0 for the rehearsal
  private Forwarded round(Forwarder forwarder, int number, int n, RoundTable table)
      throws IOException, InterruptedException {
    boolean first = number == (rehearsed == null ? 1 : 0);
    int talking = number == 0 && rehearsed != null ? rehearsed : n;
    Turn turn = new Turn(number, first, talking, Duration.ofSeconds(first ? warmUpS : againS));
    return table.line(number, forwarder.label(), forwarder.round(turn));
  }

  private Forwarder start(Who who, int n, WarmGateway.Onlooker onlooker)
      throws IOException, InterruptedException {
    RoundPlan plan =
        new RoundPlan(
            rehearsed == null ? n : Math.max(n, rehearsed),
            Objects.requireNonNullElse(callsPerSecond, RoundPlan.usualRamp(n)),
            Duration.ofSeconds(holdS),
            Objects.requireNonNullElse(slots, RoundPlan.usualSlots(n)),
            sdes);
    return switch (who) {
      case GATEWAY -> GatewayForwarder.start(plan, jar, Pinned.to(cpu), gatewayOptions, onlooker);
      case RTPENGINE ->
          RtpengineForwarder.start(plan, Files.createTempFile("rtpengine", ".log"), Pinned.to(cpu));
    };
  }
}
