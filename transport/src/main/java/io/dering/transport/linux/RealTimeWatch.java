package io.dering.transport.linux;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Has a thread that goes first share when it stands still.
///
/// Compiled code of the Java machine's waits for a compiler in a loop, if one is just replacing
/// what it calls. A thread that goes first and has taken the processor from that compiler goes
/// round until Linux's own bound lets others run, 0.95 s later (docs/decisions/0013). A second
/// thread, which goes before it, sees that no turn ends and lets the compiler run.
///
/// Ends with the thread that it watches.
public final class RealTimeWatch {
  /// Longer than any start of a thread takes.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Thread watched = Thread.currentThread();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final RealTime realTime;
  private final Standstill standstill;

  /// Over the calling thread, by nobody yet.
  ///
  /// @param usedNanos of any processor by the thread so far
  RealTimeWatch(RealTime realTime, long usedNanos, long nowNanos) {
    this.realTime = realTime;
    this.standstill = new Standstill(0, usedNanos, nowNanos);
  }

  /// Over the calling thread.
  ///
  /// @param realTime the calling thread's
  /// @return nothing where the system does not let the watch go before it: who is not watched must
  ///   not go first
  public static @Nullable RealTimeWatch start(RealTime realTime, LongSupplier nanoClock) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported()) {
      return null;
    }
    RealTimeWatch watch =
        new RealTimeWatch(realTime, threads.getCurrentThreadCpuTime(), nanoClock.getAsLong());
    AtomicBoolean taken = new AtomicBoolean();
    CountDownLatch asked = new CountDownLatch(1);
    Thread.ofPlatform()
        .name("dering-watch")
        .daemon()
        .start(() -> {
          taken.set(RealTime.beforeTheLowest().take());
          asked.countDown();
          if (taken.get()) {
            watch.live(threads, nanoClock);
          }
        });
    try {
      return asked.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS) && taken.get() ? watch : null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /// The watched thread has ended a turn.
  public void turnEnded() {
    turns.setOpaque(turns.getPlain() + 1);
  }

  /// Whether the watched thread was made to share since this was last asked.
  public boolean takeEnded() {
    return ended.getPlain() && ended.getAndSet(false);
  }

  /// What the watch sees.
  ///
  /// @param usedNanos of any processor by the watched thread so far
  void look(long usedNanos, long nowNanos) {
    if (standstill.look(turns.getOpaque(), usedNanos, nowNanos) && realTime.giveUp()) {
      ended.set(true);
    }
  }

  private void live(ThreadMXBean threads, LongSupplier nanoClock) {
    while (watched.isAlive()) {
      LockSupport.parkNanos(standstill.nextInNanos());
      look(threads.getThreadCpuTime(watched.threadId()), nanoClock.getAsLong());
    }
  }
}
