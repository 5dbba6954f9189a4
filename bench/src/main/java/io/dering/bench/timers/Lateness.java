package io.dering.bench.timers;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/// How late deadlines were kept, and how many were kept before their time.
final class Lateness {
  /// Of the design: late by at most so much at p99.9, and never early.
  private static final double BAR_MS = 20;

  private static final long MAX_NANOS = Duration.ofMinutes(2).toNanos();

  private final Histogram lateNanos = new Histogram(MAX_NANOS, 3);
  private long early;

  void add(Instant deadline, Instant kept) {
    long late = Duration.between(deadline, kept).toNanos();
    if (late < 0) {
      early++;
    } else {
      lateNanos.recordValue(Math.min(late, MAX_NANOS));
    }
  }

  long early() {
    return early;
  }

  /// Of those that were not early.
  Histogram lateNanos() {
    return lateNanos;
  }

  /// The exit code: 0 when the bar is held, 1 otherwise.
  int report(PrintWriter out, String what) {
    double p999 = ms(99.9);
    out.printf(
        Locale.ROOT,
        "%,d %s, %,d too early%nlate, ms: p50 %.2f, p99 %.2f, p99.9 %.2f (bar %.0f), max %.2f%n",
        early + lateNanos.getTotalCount(),
        what,
        early,
        ms(50),
        ms(99),
        p999,
        BAR_MS,
        lateNanos.getMaxValue() / 1e6);
    out.flush();
    return early == 0 && p999 <= BAR_MS ? 0 : 1;
  }

  private double ms(double percentile) {
    return lateNanos.getValueAtPercentile(percentile) / 1e6;
  }
}
