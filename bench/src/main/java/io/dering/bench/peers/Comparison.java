package io.dering.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// The rounds of both, and what they come to beside the bars.
final class Comparison {
  /// One round: both, one after the other.
  private record Round(Forwarded gateway, Forwarded peer) {
    double cpuRatio() {
      return gateway.cpuMicrosPerPacket() / peer.cpuMicrosPerPacket();
    }

    double delayRatio() {
      return gateway.delayMs(99) / peer.delayMs(99);
    }
  }

  /// What a call may add to the gateway's live heap, its agent's page and leg with it: 50 kB.
  private static final double HEAP_BAR_KIB = 50_000 / 1024.0;

  private final int calls;
  private final List<Round> rounds = new ArrayList<>();

  Comparison(int calls) {
    this.calls = calls;
  }

  void add(Forwarded gateway, Forwarded peer) {
    rounds.add(new Round(gateway, peer));
  }

  /// Of the design: CPU per forwarded packet over rtpengine's.
  static double bar(int calls) {
    if (calls >= 1_000) {
      return 0.45;
    }
    return calls >= 200 ? 0.6 : 0.8;
  }

  boolean held() {
    boolean valid = rounds.stream().allMatch(round -> round.gateway.valid() && round.peer.valid());
    return valid
        && median(Round::cpuRatio) <= bar(calls)
        && rounds.stream().allMatch(round -> round.gateway.memory().liveHeapPerCall() > 0)
        && heapPerCallKib() <= HEAP_BAR_KIB
        && roundsDelayedMore() == 0
        && lost() == 0
        && rounds.stream().allMatch(round -> round.gateway.watched().notAuthentic() == 0);
  }

  /// For people.
  String sentences() {
    return String.format(
        Locale.ROOT,
        "%d calls: CPU per packet, gateway / rtpengine, median %.2f of %.2f to %.2f (bar %.2f;"
            + " medians %.1f / %.1f us); p99 of the delay, median ratio %.2f (medians %.2f / %.2f ms),"
            + " above rtpengine's in %d of %d rounds; the gateway lost %d%n"
            + "a call adds to the gateway's live heap, median %.1f KiB (bar %.1f)%n"
            + "the gateway's us per packet by what its threads are for, medians: %s%n",
        calls,
        median(Round::cpuRatio),
        rounds.stream().mapToDouble(Round::cpuRatio).min().orElse(0),
        rounds.stream().mapToDouble(Round::cpuRatio).max().orElse(0),
        bar(calls),
        median(round -> round.gateway.cpuMicrosPerPacket()),
        median(round -> round.peer.cpuMicrosPerPacket()),
        median(Round::delayRatio),
        median(round -> round.gateway.delayMs(99)),
        median(round -> round.peer.delayMs(99)),
        roundsDelayedMore(),
        rounds.size(),
        lost(),
        heapPerCallKib(),
        HEAP_BAR_KIB,
        purposes());
  }

  private String purposes() {
    Map<String, Double> medians = new TreeMap<>();
    rounds.stream()
        .flatMap(round -> round.gateway.purposes().keySet().stream())
        .distinct()
        .forEach(purpose ->
            medians.put(
                purpose,
                median(round ->
                    round.gateway.purposes().getOrDefault(purpose, 0.0)
                        * 1e6
                        / Math.max(1, round.gateway.packets()))));
    return medians.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(one -> "%s %.2f".formatted(one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private double heapPerCallKib() {
    return median(round -> round.gateway.memory().liveHeapPerCall());
  }

  private long roundsDelayedMore() {
    return rounds.stream().filter(round -> round.delayRatio() >= 1).count();
  }

  private long lost() {
    return rounds.stream().mapToLong(round -> round.gateway.lost()).sum();
  }

  private double median(ToDoubleFunction<Round> what) {
    double[] sorted = rounds.stream().mapToDouble(what).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
