package io.dering.bench.load;

import org.HdrHistogram.Histogram;

/// A thread that wants to wake every 5 ms and notes how late it does: what the machine itself adds,
/// to everything measured beside it.
final class Metronome implements AutoCloseable {
  private static final long BEAT_NANOS = 5_000_000;

  private final Histogram lateNanos = Ends.histogram();
  private final Thread thread =
      Thread.ofPlatform().name("metronome").daemon().unstarted(this::beat);
  private volatile boolean stopped;

  private Metronome() {}

  static Metronome start() {
    Metronome metronome = new Metronome();
    metronome.thread.start();
    return metronome;
  }

  Histogram lateNanos() {
    return lateNanos;
  }

  @Override
  public void close() {
    stopped = true;
    thread.interrupt();
  }

  private void beat() {
    while (!stopped) {
      long before = System.nanoTime();
      java.util.concurrent.locks.LockSupport.parkNanos(BEAT_NANOS);
      lateNanos.recordValue(Math.max(0, System.nanoTime() - before - BEAT_NANOS));
    }
  }
}
