package io.dering.bench.load;

import java.util.concurrent.TimeUnit;

/// When the next one comes, whatever became of those before: open-loop.
///
/// @param perSecond once the rise is over
/// @param riseSeconds in which the rate rises evenly from nothing, so that what has just been
///   started is warm before it counts
record Arrivals(double perSecond, double riseSeconds) {
  static Arrivals even(double perSecond) {
    return new Arrivals(perSecond, 0);
  }

  Arrivals risingFor(long seconds) {
    return new Arrivals(perSecond, (double) seconds);
  }

  /// How many come before the rate is reached.
  int whileRising() {
    return (int) Math.floor(perSecond * riseSeconds / 2);
  }

  /// @param index from 0
  /// @return after the start
  long dueNanos(int index) {
    double seconds =
        index < whileRising()
            ? riseSeconds * Math.sqrt(index / (perSecond * riseSeconds / 2))
            : riseSeconds + (index - whileRising()) / perSecond;
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  /// The first that is due so long after the start, or later.
  int firstFrom(long nanos) {
    int index = 0;
    while (dueNanos(index) < nanos) {
      index++;
    }
    return index;
  }
}
