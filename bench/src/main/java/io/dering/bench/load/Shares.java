package io.dering.bench.load;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a gateway's threads are for, by the first letters of their names: which of its work a CPU
/// second was spent on.
final class Shares {
  private static final String OTHER = "other";

  /// Handshakes are the only thing on virtual threads that takes time. Linux cuts names after 15
  /// letters.
  private static final List<Map.Entry<String, String>> PURPOSES =
      List.of(
          Map.entry("C2 Compiler", "compilers"),
          Map.entry("C1 Compiler", "compilers"),
          Map.entry("ForkJoinPool", "DTLS"),
          Map.entry("dering-media", "media"),
          Map.entry("dering-watch", "media"),
          Map.entry("dering-store", "store"),
          Map.entry("dering-conducto", "conductor"),
          Map.entry("vert.x", "HTTP and WebSockets"),
          Map.entry("ZWorker", "collector"),
          Map.entry("ZD", "collector"),
          Map.entry("G1 ", "collector"),
          Map.entry("GC Thread", "collector"),
          Map.entry("VM Thread", "collector"));

  private Shares() {}

  /// CPU seconds by purpose between two looks at the same process's threads, the most first.
  static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> sums = new TreeMap<>();
    after.forEach((name, seconds) ->
        sums.merge(
            purpose(name), Math.max(0, seconds - before.getOrDefault(name, 0.0)), Double::sum));
    return sums.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /// As in "DTLS 2.41, store 1.20".
  static String sentence(Map<String, Double> seconds, double perSecond) {
    return seconds.entrySet().stream()
        .map(one -> "%s %.2f".formatted(one.getKey(), one.getValue() * perSecond))
        .collect(Collectors.joining(", "));
  }

  private static String purpose(String thread) {
    return PURPOSES.stream()
        .filter(one -> thread.startsWith(one.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(OTHER);
  }
}
