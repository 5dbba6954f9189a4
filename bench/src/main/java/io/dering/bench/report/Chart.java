package io.dering.bench.report;

import java.util.List;

/// Lines over the time of a run.
///
/// @param key what it is called in JSON; its unit comes last
/// @param stepSeconds between two values; the first value is that of the first step
/// @param spans times at which something was done to the gateway
public record Chart(
    String key, String title, String unit, double stepSeconds, List<Line> lines, List<Span> spans) {
  /// @param values one a step, not a number where there is none
  public record Line(String name, List<Double> values) {
    public Line {
      values = List.copyOf(values);
    }
  }

  public record Span(String name, double fromSeconds, double toSeconds) {}

  public Chart {
    lines = List.copyOf(lines);
    spans = List.copyOf(spans);
  }

  int steps() {
    return lines.stream().mapToInt(line -> line.values().size()).max().orElse(0);
  }

  double seconds() {
    return steps() * stepSeconds;
  }

  double highest() {
    return lines.stream()
        .flatMap(line -> line.values().stream())
        .filter(Double::isFinite)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }
}
