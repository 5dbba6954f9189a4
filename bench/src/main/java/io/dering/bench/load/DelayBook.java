package io.dering.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Delay and loss of one direction, in all and step by step. A frame belongs to the step in which
/// it was due, whenever it came: arrivals are open-loop, so a forwarder that stands still is
/// charged for each frame that it kept waiting. Written by media loops, read by anybody.
public final class DelayBook {
  /// Later steps are one with the last.
  private static final int MAX_STEPS = 600;

  private final Window window;
  private final long stepNanos;
  private final Histogram all = Ends.histogram();
  private final AtomicReferenceArray<@Nullable Histogram> steps =
      new AtomicReferenceArray<>(MAX_STEPS);
  private final AtomicLongArray missing = new AtomicLongArray(MAX_STEPS);

  /// @param window from whose opening time is counted
  public DelayBook(Window window, Duration step) {
    this.window = window;
    this.stepNanos = step.toNanos();
  }

  void heard(long dueNanos, long delayNanos) {
    all.recordValue(delayNanos);
    int step = step(dueNanos);
    Histogram here = steps.get(step);
    while (here == null) {
      steps.compareAndSet(step, null, Ends.histogram());
      here = steps.get(step);
    }
    here.recordValue(delayNanos);
  }

  /// @param frames that were due then and were passed over; negative when one came after all
  void missing(long dueNanos, long frames) {
    missing.addAndGet(step(dueNanos), frames);
  }

  /// Forgets all, before a window is opened again.
  public void reset() {
    all.reset();
    for (int step = 0; step < MAX_STEPS; step++) {
      steps.set(step, null);
      missing.set(step, 0);
    }
  }

  public Histogram all() {
    return all;
  }

  /// What was due in this part of the window, steps that lie in it with their beginning.
  Part between(double fromSeconds, double toSeconds) {
    Histogram delays = Ends.histogram();
    long gaps = 0;
    for (int step = 0; step < MAX_STEPS; step++) {
      double at = step * stepNanos / 1e9;
      if (at >= fromSeconds && at < toSeconds) {
        Histogram here = steps.get(step);
        if (here != null) {
          delays.add(here);
        }
        gaps += missing.get(step);
      }
    }
    return new Part(delays, gaps);
  }

  /// @param missing frames that never came
  record Part(Histogram delayNanos, long missing) {
    Part plus(Part other) {
      Histogram both = delayNanos.copy();
      both.add(other.delayNanos);
      return new Part(both, missing + other.missing);
    }

    double lossPercent() {
      long due = delayNanos.getTotalCount() + missing;
      return due == 0 ? Double.NaN : 100.0 * missing / due;
    }

    double delayMs(double percentile) {
      return delayNanos.getTotalCount() == 0
          ? Double.NaN
          : delayNanos.getValueAtPercentile(percentile) / 1e6;
    }
  }

  double stepSeconds() {
    return stepNanos / 1e9;
  }

  /// Step by step, as long as the window was open.
  List<Part> parts(double seconds) {
    List<Part> parts = new ArrayList<>();
    int count = Math.min(MAX_STEPS, (int) Math.ceil(seconds / stepSeconds() - 0.01));
    for (int step = 0; step < count; step++) {
      Histogram here = steps.get(step);
      parts.add(new Part(here == null ? Ends.histogram() : here, missing.get(step)));
    }
    return parts;
  }

  /// One second, or longer ones when there would be too many.
  static Duration step(Duration window) {
    long seconds = 1 + window.toSeconds() / (MAX_STEPS / 2);
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(seconds));
  }

  private int step(long dueNanos) {
    long at = (dueNanos - window.sinceNanos()) / stepNanos;
    return Math.clamp(at, 0, MAX_STEPS - 1);
  }
}
