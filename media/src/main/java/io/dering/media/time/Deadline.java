package io.dering.media.time;

/// Deadlines as values: nanoseconds of the owner's monotonic clock.
public final class Deadline {
  /// No deadline.
  public static final long NEVER = Long.MAX_VALUE;

  private Deadline() {}

  /// The earlier of two, either of which may be [#NEVER]. Compared by subtraction, so that a clock that
  /// wraps does no harm.
  public static long earlier(long a, long b) {
    if (a == NEVER) {
      return b;
    }
    if (b == NEVER) {
      return a;
    }
    return a - b <= 0 ? a : b;
  }

  public static boolean passed(long deadlineNanos, long nowNanos) {
    return deadlineNanos != NEVER && deadlineNanos - nowNanos <= 0;
  }
}
