package io.dering.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/// [Curve]s drawn as percentiles, each nine of them as wide as the one before: what happens to one
/// frame in ten thousand is as easy to see as what happens to half of them.
final class PercentileDrawing {
  private static final int MARKS_UP = 4;
  private static final int POINTS_PER_NINE = 40;
  private static final int MAX_NINES = 5;

  private PercentileDrawing() {}

  static String svg(String title, List<Curve> curves) {
    int nines = curves.stream().mapToInt(curve -> nines(curve.nanos())).max().orElse(1);
    double highest =
        curves.stream().mapToDouble(curve -> curve.millis(at(1, nines))).max().orElse(0);
    Frame frame = new Frame(title, Scale.upTo(highest, MARKS_UP));
    frame.markBelow(0, "0");
    for (int nine = 1; nine <= nines; nine++) {
      frame.markBelow((double) nine / nines, percent(nine));
    }
    frame.nameBelow("percentile");
    for (int i = 0; i < curves.size(); i++) {
      frame.line(i + 1, points(curves.get(i), nines));
    }
    int tips = nines * 4;
    for (int i = 0; i < tips; i++) {
      double percentile = at((i + 0.5) / tips, nines);
      frame.tip((double) i / tips, (i + 1.0) / tips, tip(curves, percentile));
    }
    return frame.done();
  }

  /// As many as the count can tell apart.
  private static int nines(Histogram nanos) {
    int digits = (int) Math.floor(Math.log10((double) Math.max(10, nanos.getTotalCount())));
    return Math.min(MAX_NINES, digits);
  }

  private static double at(double share, int nines) {
    return 100 * (1 - Math.pow(10, -share * nines));
  }

  private static String percent(int nines) {
    return switch (nines) {
      case 1 -> "90";
      case 2 -> "99";
      default -> "99." + "9".repeat(nines - 2);
    };
  }

  private static List<double[]> points(Curve curve, int nines) {
    List<double[]> points = new ArrayList<>();
    int count = nines * POINTS_PER_NINE;
    int own = nines(curve.nanos()) * POINTS_PER_NINE;
    for (int i = 0; i <= Math.min(own, count); i++) {
      double share = (double) i / count;
      points.add(new double[] {share, curve.millis(at(share, nines))});
    }
    return points;
  }

  private static String tip(List<Curve> curves, double percentile) {
    return "p"
        + "%.3f".formatted(percentile)
        + ": "
        + curves.stream()
            .map(curve -> curve.name() + " " + Words.quantity(curve.millis(percentile), "ms"))
            .collect(Collectors.joining(", "));
  }
}
