package io.dering.transport.udp;

import io.dering.transport.linux.RealTimeWatch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether the media thread goes before all others: it does where the system lets it and while it
/// needs a part of a processor only; in a flood it shares with them (docs/decisions/0013).
///
/// What it gets while it shares may be less than it needs, so that a flood looks calm; whoever goes
/// first again and needs too much at once waits twice as long the next time.
///
/// Within a turn it is watched by another thread ([RealTimeWatch]), which may make it share.
///
/// Belongs to the media thread.
final class RealTimePriority {
  /// So often it is looked at what the thread has used. More lets a flood hold the processor for
  /// longer, less takes the breath of a garbage collection for a flood.
  private static final long LOOK_NANOS = 100_000_000;

  /// From this share of a processor on the thread shares. More goes first with more calls, less
  /// leaves more to everything else on a machine of one processor.
  private static final int MOST_PERCENT = 70;

  /// It goes first again when it has used less than this for a while.
  private static final int CALM_PERCENT = 50;

  private static final long SHORTEST_CALM_NANOS = 1_000_000_000;
  private static final long LONGEST_CALM_NANOS = 64_000_000_000L;

  /// Whoever has gone first again for less than this was let go first too soon.
  private static final long SOON_NANOS = 10_000_000_000L;

  /// What the system does for the calling thread.
  interface Processor {
    /// @return whether it goes before all others from now on
    boolean goFirst();

    /// @return whether it shares from now on
    boolean share();

    /// The calling thread has ended a turn.
    void turnEnded();

    /// @return whether its watch has made it share since this was last asked
    boolean takeEndedByWatch();

    /// What the thread has used of any processor since it began.
    long usedNanos();
  }

  private final Processor processor;
  private final LongSupplier nanoClock;

  /// Until the system has said no.
  private boolean mayGoFirst;

  private boolean first;
  private long floods;
  private long standstills;
  private boolean begun;
  private long lookedNanos;
  private long usedNanos;

  /// Why it shares, where it went first: a flood, or else a standstill.
  private boolean flooded;

  /// Since when it is calm: less is used than [#CALM_PERCENT] after a flood, and than
  /// [#MOST_PERCENT] after a standstill, which says nothing of how much the thread needs.
  private long calmSinceNanos;

  /// How long that must last after a flood.
  private long calmNanos = SHORTEST_CALM_NANOS;

  /// Since when it goes first again after a flood. At its start nobody was let go first too soon.
  private long againNanos;

  /// @param wanted whether it is asked for at all
  RealTimePriority(Processor processor, LongSupplier nanoClock, boolean wanted) {
    this.processor = processor;
    this.nanoClock = nanoClock;
    this.mayGoFirst = wanted;
  }

  /// The system's, for the thread that has the turns.
  static RealTimePriority ofTheSystem(LongSupplier nanoClock, boolean wanted) {
    return new RealTimePriority(new Linux(nanoClock), nanoClock, wanted);
  }

  /// On the media thread, often.
  ///
  /// @param turnNanos when the turn began
  void turn(long turnNanos) {
    if (!mayGoFirst) {
      return;
    }
    processor.turnEnded();
    if (!begun || turnNanos - lookedNanos >= LOOK_NANOS) {
      look(nanoClock.getAsLong(), processor.usedNanos());
    }
  }

  MediaTotals.Priority totals() {
    return new MediaTotals.Priority(first, floods, standstills);
  }

  private void look(long nowNanos, long used) {
    if (!begun) {
      begun = true;
      againNanos = nowNanos - SOON_NANOS;
      goFirst();
    } else {
      judge(nowNanos, 100 * (used - usedNanos) / (nowNanos - lookedNanos));
    }
    lookedNanos = nowNanos;
    usedNanos = used;
  }

  private void judge(long nowNanos, long percent) {
    if (processor.takeEndedByWatch() && first) {
      first = false;
      flooded = false;
      standstills++;
      calmSinceNanos = nowNanos;
    }
    if (first && percent >= MOST_PERCENT && processor.share()) {
      first = false;
      flooded = true;
      floods++;
      boolean tooSoon = nowNanos - againNanos < SOON_NANOS;
      calmNanos = tooSoon ? Math.min(2 * calmNanos, LONGEST_CALM_NANOS) : SHORTEST_CALM_NANOS;
    }
    if (percent >= (flooded ? CALM_PERCENT : MOST_PERCENT)) {
      calmSinceNanos = nowNanos;
    } else if (!first && nowNanos - calmSinceNanos >= (flooded ? calmNanos : SHORTEST_CALM_NANOS)) {
      againNanos = flooded ? nowNanos : againNanos;
      goFirst();
    }
  }

  private void goFirst() {
    first = processor.goFirst();
    mayGoFirst = first;
  }

  /// Asked by the media thread alone, so that it is that thread's.
  private static final class Linux implements Processor {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final LongSupplier nanoClock;
    private @Nullable RealTimeWatch watch;
    private boolean begun;

    Linux(LongSupplier nanoClock) {
      this.nanoClock = nanoClock;
    }

    @Override
    public boolean goFirst() {
      if (!begun) {
        begun = true;
        watch = RealTimeWatch.start(nanoClock);
      }
      return watch != null && watch.goFirst();
    }

    @Override
    public boolean share() {
      return watch == null || watch.share();
    }

    @Override
    public void turnEnded() {
      if (watch != null) {
        watch.turnEnded();
      }
    }

    @Override
    public boolean takeEndedByWatch() {
      return watch != null && watch.takeEnded();
    }

    @Override
    public long usedNanos() {
      return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
    }
  }
}
