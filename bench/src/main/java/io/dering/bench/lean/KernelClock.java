package io.dering.bench.lean;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// From the time of day, by which the kernel stamps datagrams, to [System#nanoTime]. The distance
/// is measured anew each second, so that a clock that is set moves what follows and no more.
final class KernelClock {
  private static final long RENEW_NANOS = 1_000_000_000L;
  private static final int TRIES = 5;

  private final MemorySegment time;
  private long measuredNanos;
  private long distanceNanos;

  KernelClock(Arena arena) {
    time = arena.allocate(16, 8);
    measure();
  }

  /// @param stampNanos since 1970
  long nanoTime(long stampNanos) {
    long at = stampNanos - distanceNanos;
    if (at - measuredNanos > RENEW_NANOS || at - measuredNanos < -RENEW_NANOS) {
      measure();
      return stampNanos - distanceNanos;
    }
    return at;
  }

  /// The pair of readings with the least time between them is the one that was not interrupted.
  private void measure() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long before = System.nanoTime();
      long timeOfDay = Libc.nanos(Libc.CLOCK_REALTIME, time);
      long after = System.nanoTime();
      if (after - before < least) {
        least = after - before;
        measuredNanos = after;
        distanceNanos = timeOfDay - (before + (after - before) / 2);
      }
    }
  }
}
