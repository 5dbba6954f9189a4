package io.dering.gateway.storage;

import java.util.concurrent.TimeUnit;

/// How soon the next commit may begin: at once while there are few, and from so many a second on no
/// sooner than evenly spaced, so that each takes along what comes meanwhile: its fsync and most of
/// the pages that it writes are the same for one write as for ten. The generic cell rate algorithm
/// (ITU-T I.371, Annex A) as a shaper: what does not conform waits.
final class CommitPace {
  private final long intervalNanos;
  private final long burstNanos;
  private boolean begun;
  private long dueNanos;

  /// @param perSecond commits a second, in the long run
  /// @param burst how many may begin without a wait after a pause
  CommitPace(int perSecond, int burst) {
    this.intervalNanos = 1_000_000_000L / perSecond;
    this.burstNanos = intervalNanos * (burst - 1);
  }

  void await() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(next(System.nanoTime()));
  }

  /// Books the next commit; returns how long it waits, in nanoseconds.
  long next(long nowNanos) {
    if (!begun || dueNanos - nowNanos < 0) {
      begun = true;
      dueNanos = nowNanos;
    }
    long wait = Math.max(0, dueNanos - burstNanos - nowNanos);
    dueNanos += intervalNanos;
    return wait;
  }
}
