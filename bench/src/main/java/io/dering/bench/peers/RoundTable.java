package io.dering.bench.peers;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the rounds came to, a line for each forwarder in each.
///
/// | column | of |
/// |---|---|
/// | us/packet | CPU of the forwarder, all its threads, per packet that arrived and was authentic |
/// | core % | the forwarder's share of its core |
/// | p50 ms, p99 ms | delay |
/// | lost | packets that were sent and never came |
/// | unauth. | packets that came and did not authenticate |
/// | KiB/call, heap/call | resident memory (in a process's first round) and live heap that a call adds |
/// | gen. % | the generator's share of its core |
/// | late ms | by how much the generator was late at its own schedule, p99 |
/// | stolen ms | for how long the host of a virtual machine kept its processors waiting, all together |
final class RoundTable {
  private final PrintWriter out;

  RoundTable(PrintWriter out) {
    this.out = out;
  }

  /// @param rehearsed calls of round 0, which counts for nothing; null for no such round
  void head(int calls, int rounds, int holdS, @Nullable Integer rehearsed) {
    out.printf(
        "%d calls, %d rounds of %d s%s%n",
        calls,
        rounds,
        holdS,
        rehearsed == null ? "" : ", after a round 0 of %d calls".formatted(rehearsed));
    out.printf(
        "%-6s %-10s %9s %7s %7s %7s %8s %8s %9s %9s %7s %8s %9s%n",
        "round",
        "",
        "us/packet",
        "core %",
        "p50 ms",
        "p99 ms",
        "lost",
        "unauth.",
        "KiB/call",
        "heap/call",
        "gen. %",
        "late ms",
        "stolen ms");
    out.flush();
  }

  private static String whole(double figure) {
    return Double.isNaN(figure) ? "-" : "%.0f".formatted(figure);
  }

  /// @return what was shown
  Forwarded line(int round, String who, Forwarded did) {
    out.printf(
        Locale.ROOT,
        "%-6d %-10s %9.2f %7.0f %7.2f %7.2f %8d %8d %9s %9s %7.0f %8.2f %9d%n",
        round,
        who,
        did.cpuMicrosPerPacket(),
        100 * did.cost().forwarderShare(),
        did.delayMs(50),
        did.delayMs(99),
        did.lost(),
        did.watched().notAuthentic(),
        whole(did.memory().residentPerCall()),
        whole(did.memory().liveHeapPerCall()),
        100 * did.cost().generatorShare(),
        did.generatorLateMs(),
        did.watched().stolenMillis());
    if (!did.valid()) {
      out.printf("NO MEASUREMENT: the generator did not keep up; %s%n", did.watched().losses());
    }
    out.flush();
    return did;
  }

  /// What the gateway's threads are for, of what a packet cost.
  void purposes(Forwarded did) {
    out.printf(
        "the gateway's us per packet by what its threads are for: %s%n",
        did.purposes().entrySet().stream()
            .map(one ->
                String.format(
                    Locale.ROOT,
                    "%s %.2f",
                    one.getKey(),
                    one.getValue() * 1e6 / Math.max(1, did.packets())))
            .collect(Collectors.joining(", ")));
    out.flush();
  }
}
