package io.dering.bench.report;

import org.HdrHistogram.Histogram;

/// A distribution of times.
///
/// @param key what it is called in JSON
/// @param group the drawing that it shares with others
public record Curve(String key, String group, String name, Histogram nanos) {
  double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }
}
