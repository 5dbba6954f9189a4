package io.dering.bench.report;

import java.util.ArrayList;
import java.util.List;

/// From 0 to a round number, with marks at round numbers.
///
/// @param top the last mark
/// @param step between two marks
record Scale(double top, double step) {
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};

  /// @param highest what must find room
  /// @param marks about how many, 0 not counted
  static Scale upTo(double highest, int marks) {
    double most = highest > 0 ? highest : 1;
    double raw = most / marks;
    double decade = Math.pow(10, Math.floor(Math.log10(raw)));
    double step = decade * 10;
    for (double round : ROUND) {
      if (round * decade >= raw * (1 - 1e-9)) {
        step = round * decade;
        break;
      }
    }
    return new Scale(Math.ceil(most / step - 1e-9) * step, step);
  }

  List<Double> marks() {
    List<Double> all = new ArrayList<>();
    int count = (int) Math.round(top / step);
    for (int i = 0; i <= count; i++) {
      all.add(i * step);
    }
    return all;
  }
}
