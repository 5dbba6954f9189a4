package io.dering.gateway.rest;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often one caller may ask: a bucket of `burst` requests that fills by `perSecond`.
///
/// Any thread. Remembers the last [#MOST_CALLERS] callers; one that is forgotten has a full bucket.
final class RequestLimit {
  /// More cost memory (some 100 bytes each), fewer let a crowd of addresses push each other out.
  static final int MOST_CALLERS = 10_000;

  private final int burst;
  private final double perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CALLERS;
        }
      };

  RequestLimit(int burst, double perSecond, LongSupplier nanoTime) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /// What is left, and when that was.
  private record Bucket(double left, long atNanos) {}

  /// Takes one request out of the caller's bucket.
  ///
  /// @return zero when it may go on, otherwise when to come again: whole seconds, at least one
  synchronized Duration take(String caller) {
    long now = nanoTime.getAsLong();
    Bucket before = buckets.get(caller);
    double left =
        before == null
            ? burst
            : Math.min(burst, before.left + (now - before.atNanos) / 1e9 * perSecond);
    if (left >= 1) {
      buckets.put(caller, new Bucket(left - 1, now));
      return Duration.ZERO;
    }
    buckets.put(caller, new Bucket(left, now));
    return Duration.ofSeconds((long) Math.max(1, Math.ceil((1 - left) / perSecond)));
  }
}
