package io.dering.bench.report;

/// A figure beside its bar.
///
/// @param measured not a number where nothing could be measured
public record Judged(Bar bar, double measured) {
  /// What could not be measured is not held.
  public boolean held() {
    return switch (bar.side()) {
      case AT_MOST -> measured <= bar.value();
      case AT_LEAST -> measured >= bar.value();
    };
  }

  String measuredText() {
    return Words.quantity(measured, bar.unit());
  }

  String barText() {
    return bar.side().sign() + " " + Words.quantity(bar.value(), bar.unit());
  }
}
