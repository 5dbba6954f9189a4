package io.dering.transport.linux;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Lets a thread go before all others, and has it share when it stands still.
///
/// Compiled code of the Java machine's waits for a compiler in a loop, if one is just replacing
/// what it calls. A thread that goes first and has taken the processor from that compiler goes
/// round until Linux's own bound lets others run, 0.95 s later (docs/decisions/0013). A second
/// thread, which goes before it, sees that no turn ends and lets the compiler run.
///
/// Ends with the thread that it watches, which shares as soon as nobody watches it.
public final class RealTimeWatch {
  /// Longer than any start of a thread takes.
  private static final long PATIENCE_S = 5;

  private final Thread watched = Thread.currentThread();
  private final RealTime realTime = RealTime.lowest();
  private final AtomicLong turns = new AtomicLong();
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final Standstill standstill;

  /// Whether the watched thread goes first, as the system has it.
  private boolean first;

  private volatile boolean over;
  private volatile boolean ended;

  /// Over the calling thread, by nobody yet.
  ///
  /// @param usedNanos of any processor by the thread so far
  RealTimeWatch(long usedNanos, long nowNanos) {
    this.standstill = new Standstill(0, usedNanos, nowNanos);
  }

  /// Over the calling thread, which shares.
  ///
  /// @return nothing where the system does not let the watch go before it: who is not watched must
  ///   not go first
  public static @Nullable RealTimeWatch start(LongSupplier nanoClock) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!threads.isThreadCpuTimeSupported()) {
      return null;
    }
    RealTimeWatch watch =
        new RealTimeWatch(threads.getCurrentThreadCpuTime(), nanoClock.getAsLong());
    Thread.ofPlatform().name("dering-watch").daemon().start(() -> watch.live(threads, nanoClock));
    return watch.begun.completeOnTimeout(false, PATIENCE_S, TimeUnit.SECONDS).join() ? watch : null;
  }

  /// Has the watched thread go first from now on. When the system says no the watch is over.
  ///
  /// @return whether it does
  public synchronized boolean goFirst() {
    first = !over && realTime.take();
    over |= !first;
    return first;
  }

  /// Has the watched thread share from now on.
  ///
  /// @return whether it does
  public synchronized boolean share() {
    first &= !realTime.giveUp();
    return !first;
  }

  /// The watched thread has ended a turn.
  public void turnEnded() {
    turns.setOpaque(turns.getPlain() + 1);
  }

  /// Whether the watched thread was made to share since this was last asked.
  public boolean takeEnded() {
    boolean taken = ended;
    if (taken) {
      ended = false;
    }
    return taken;
  }

  /// What the watch sees.
  ///
  /// @param usedNanos of any processor by the watched thread so far
  void look(long usedNanos, long nowNanos) {
    if (standstill.look(turns.getOpaque(), usedNanos, nowNanos)) {
      end();
    }
  }

  private synchronized void end() {
    if (first && share()) {
      ended = true;
    }
  }

  private void live(ThreadMXBean threads, LongSupplier nanoClock) {
    try {
      // Nobody waits any more for who comes too late.
      if (begun.complete(RealTime.beforeTheLowest().take())) {
        while (watched.isAlive() && !over) {
          LockSupport.parkNanos(standstill.nextInNanos());
          look(threads.getThreadCpuTime(watched.threadId()), nanoClock.getAsLong());
        }
      }
    } finally {
      begun.complete(false);
      over = true;
      end();
    }
  }
}
