package io.dering.transport.udp;

import io.dering.transport.linux.RealTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Whether the media thread goes before all others: it does where the system lets it and while it
/// needs a part of a processor only; in a flood it shares with them (docs/decisions/0013).
///
/// Belongs to the media thread.
final class RealTimePriority {
  /// So often it is looked at what the thread has used. More lets a flood hold the processor for
  /// longer, less takes the breath of a garbage collection for a flood.
  private static final long LOOK_NANOS = 100_000_000;

  /// From this share of a processor on the thread shares. More goes first with more calls, less
  /// leaves more to everything else on a machine of one processor.
  private static final int MOST_PERCENT = 70;

  /// It goes first again when it has needed less than this for [#CALM_NANOS].
  private static final int CALM_PERCENT = 50;

  private static final long CALM_NANOS = 1_000_000_000;

  /// What the system does for the calling thread.
  interface Processor {
    /// @return whether it goes before all others from now on
    boolean goFirst();

    void share();

    /// What the thread has used of any processor since it began.
    long usedNanos();
  }

  private final Processor processor;

  /// Until the system has said no.
  private boolean mayGoFirst;

  private boolean first;
  private boolean begun;
  private long lookedNanos;
  private long usedNanos;
  private long calmSinceNanos;

  RealTimePriority(Processor processor) {
    this(processor, true);
  }

  private RealTimePriority(Processor processor, boolean mayGoFirst) {
    this.processor = processor;
    this.mayGoFirst = mayGoFirst;
  }

  /// The system's.
  static RealTimePriority ofTheSystem() {
    return new RealTimePriority(new Linux());
  }

  /// Nobody goes first.
  static RealTimePriority none() {
    return new RealTimePriority(new Linux(), false);
  }

  /// On the media thread, often.
  void turn(long nowNanos) {
    if (mayGoFirst && (!begun || nowNanos - lookedNanos >= LOOK_NANOS)) {
      look(nowNanos);
    }
  }

  boolean first() {
    return first;
  }

  private void look(long nowNanos) {
    long used = processor.usedNanos();
    if (!begun) {
      begun = true;
      goFirst();
    } else {
      long percent = 100 * (used - usedNanos) / (nowNanos - lookedNanos);
      if (first && percent >= MOST_PERCENT) {
        first = false;
        processor.share();
      }
      if (percent >= CALM_PERCENT) {
        calmSinceNanos = nowNanos;
      } else if (!first && nowNanos - calmSinceNanos >= CALM_NANOS) {
        goFirst();
      }
    }
    lookedNanos = nowNanos;
    usedNanos = used;
  }

  private void goFirst() {
    first = processor.goFirst();
    mayGoFirst = first;
  }

  private static final class Linux implements Processor {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public boolean goFirst() {
      return threads.isCurrentThreadCpuTimeSupported() && RealTime.take();
    }

    @Override
    public void share() {
      RealTime.giveUp();
    }

    @Override
    public long usedNanos() {
      return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }
  }
}
