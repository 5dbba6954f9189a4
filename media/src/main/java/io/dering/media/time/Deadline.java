package io.dering.media.time;

/// Deadlines in monotonic nanoseconds: plain `long` values with one reserved for *none*.
///
/// Two deadlines are compared by subtraction, which is right as long as they lie within 292 years
/// of each other; [#NEVER] is the one value that must not be subtracted, hence these functions.
public final class Deadline {
  /// No deadline.
  public static final long NEVER = Long.MAX_VALUE;

  private Deadline() {}

  /// The instant `delayNanos` after `nowNanos`; steps aside by one nanosecond when the sum would
  /// read as [#NEVER].
  public static long after(long nowNanos, long delayNanos) {
    long deadline = nowNanos + delayNanos;
    return deadline == NEVER ? deadline - 1 : deadline;
  }

  /// The earlier of two deadlines; [#NEVER] only when both are.
  public static long earlier(long a, long b) {
    if (a == NEVER) {
      return b;
    }
    if (b == NEVER) {
      return a;
    }
    return a - b <= 0 ? a : b;
  }

  /// Whether the deadline exists and `nowNanos` has reached it.
  public static boolean isDue(long deadlineNanos, long nowNanos) {
    return deadlineNanos != NEVER && nowNanos - deadlineNanos >= 0;
  }
}
