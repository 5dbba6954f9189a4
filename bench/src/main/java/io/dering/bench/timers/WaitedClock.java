package io.dering.bench.timers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// Time, and how one waits for it.
sealed interface WaitedClock {
  Instant instant();

  /// Returns at that instant or a little later.
  void await(Instant until);

  /// Time that passes at once; whoever waits is woken so much later.
  final class Jumping implements WaitedClock {
    private final Duration late;
    private Instant now;

    Jumping(Instant start, Duration late) {
      this.now = start;
      this.late = late;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void await(Instant until) {
      Instant woken = until.plus(late);
      now = woken.isAfter(now) ? woken : now;
    }
  }

  /// The conductor's way to wait: until the next deadline, at least a millisecond.
  final class Real implements WaitedClock {
    private static final Duration LEAST = Duration.ofMillis(1);
    private final Instant start;
    private final long startNanos = System.nanoTime();

    /// @param start what it is now
    Real(Instant start) {
      this.start = start;
    }

    @Override
    public Instant instant() {
      return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public void await(Instant until) {
      Instant now = instant();
      while (now.isBefore(until)) {
        Duration left = Duration.between(now, until);
        LockSupport.parkNanos((left.compareTo(LEAST) < 0 ? LEAST : left).toNanos());
        now = instant();
      }
    }
  }
}
