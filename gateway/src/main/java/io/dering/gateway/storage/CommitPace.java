package io.dering.gateway.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/// How soon the next commit may begin: at once while there are few, and from so many a second on no
/// sooner than evenly spaced, so that each takes along what comes meanwhile: its fsync and most of
/// the pages that it writes are the same for one write as for ten. The generic cell rate algorithm
/// (ITU-T I.371, Annex A) as a shaper: what does not conform waits.
final class CommitPace {
  private final InstantSource clock;
  private final long intervalNanos;
  private final long burstNanos;
  private long dueNanos = Long.MIN_VALUE;

  /// @param perSecond commits a second, in the long run
  /// @param burst how many may begin without a wait after a pause
  CommitPace(int perSecond, int burst, InstantSource clock) {
    this.clock = clock;
    this.intervalNanos = 1_000_000_000L / perSecond;
    this.burstNanos = intervalNanos * (burst - 1);
  }

  void await() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(next(Duration.between(Instant.EPOCH, clock.instant()).toNanos()));
  }

  /// Books the next commit; returns how long it waits, in nanoseconds: one interval at most, also
  /// by a clock that stands still or is put back.
  long next(long nowNanos) {
    dueNanos = Math.clamp(dueNanos, nowNanos, nowNanos + burstNanos + intervalNanos);
    long wait = Math.max(0, dueNanos - burstNanos - nowNanos);
    dueNanos += intervalNanos;
    return wait;
  }
}
