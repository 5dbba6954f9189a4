package io.dering.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A [Chart] drawn: time from left to right.
final class TimeDrawing {
  private static final int MARKS_UP = 4;
  private static final int MARKS_ALONG = 6;

  /// One for each step of a longer run would make the page heavy.
  private static final int MAX_TIPS = 400;

  private TimeDrawing() {}

  static String svg(Chart chart) {
    double seconds = Math.max(chart.seconds(), chart.stepSeconds());
    Frame frame = new Frame(chart.title(), Scale.upTo(chart.highest(), MARKS_UP));
    for (Chart.Span span : chart.spans()) {
      frame.span(
          span.fromSeconds() / seconds, Math.min(1, span.toSeconds() / seconds), span.name());
    }
    Scale along = Scale.upTo(seconds, MARKS_ALONG);
    for (double mark : along.marks()) {
      if (mark <= seconds) {
        frame.markBelow(mark / seconds, Words.number(mark));
      }
    }
    frame.nameBelow("seconds");
    for (int i = 0; i < chart.lines().size(); i++) {
      frame.line(i + 1, points(chart, chart.lines().get(i), seconds));
    }
    if (chart.steps() <= MAX_TIPS) {
      for (int step = 0; step < chart.steps(); step++) {
        frame.tip(
            step * chart.stepSeconds() / seconds,
            (step + 1) * chart.stepSeconds() / seconds,
            tip(chart, step));
      }
    }
    return frame.done();
  }

  /// A step's value stands at its middle.
  private static List<double[]> points(Chart chart, Chart.Line line, double seconds) {
    List<double[]> points = new ArrayList<>();
    for (int step = 0; step < line.values().size(); step++) {
      points.add(
          new double[] {(step + 0.5) * chart.stepSeconds() / seconds, line.values().get(step)});
    }
    return points;
  }

  private static String tip(Chart chart, int step) {
    return Words.number(step * chart.stepSeconds())
        + " s: "
        + chart.lines().stream()
            .filter(line -> step < line.values().size())
            .map(line -> line.name() + " " + Words.quantity(line.values().get(step), chart.unit()))
            .collect(Collectors.joining(", "));
  }
}
