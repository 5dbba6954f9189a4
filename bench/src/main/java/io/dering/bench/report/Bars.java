package io.dering.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The bars of a run, named before it begins.
public record Bars(List<Bar> all) {
  public Bars {
    all = List.copyOf(all);
  }

  public static Bars of(Bar... bars) {
    return new Bars(List.of(bars));
  }

  /// The same with some of them moved.
  ///
  /// @throws IllegalArgumentException when there is no such bar: a word that was mistyped must not
  ///   leave the bar where it was
  public Bars moved(Map<String, Double> to) {
    Set<String> unknown = new TreeSet<>(to.keySet());
    all.forEach(bar -> unknown.remove(bar.key()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "no bar is called %s; there are %s"
              .formatted(
                  String.join(", ", unknown),
                  all.stream().map(Bar::key).collect(Collectors.joining(", "))));
    }
    return new Bars(
        all.stream()
            .map(bar -> to.containsKey(bar.key()) ? bar.moved(to.get(bar.key())) : bar)
            .toList());
  }

  /// @param measured by the bars' keys; a bar without a figure is missed
  public Verdict judge(Map<String, Double> measured) {
    return new Verdict(
        all.stream()
            .map(bar -> new Judged(bar, measured.getOrDefault(bar.key(), Double.NaN)))
            .toList());
  }
}
