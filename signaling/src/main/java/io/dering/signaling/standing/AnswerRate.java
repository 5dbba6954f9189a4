package io.dering.signaling.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/// How many of a channel's inbound calls were answered, over the last hours and days, in steps of
/// one hour.
///
/// Every call counts that Meta brought, also those that we rejected: Meta sees no difference.
public final class AnswerRate {
  /// The longest span that is kept.
  public static final Duration KEPT = Duration.ofDays(7);

  /// The span that warnings look at: long enough for an evening, short enough to warn in time.
  public static final Duration JUDGED = Duration.ofHours(24);

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  private final NavigableMap<Long, Share> hours = new TreeMap<>();

  /// Calls, and those of them that were answered.
  public record Share(long calls, long answered) {
    public static final Share NONE = new Share(0, 0);

    private Share plus(Share other) {
      return new Share(calls + other.calls, answered + other.answered);
    }

    /// 0 to 100, rounded down; 100 when nobody called.
    public int percent() {
      return calls == 0 ? 100 : (int) (answered * 100 / calls);
    }
  }

  /// Calls that ended within the hour of that instant.
  public void add(Instant ended, Share share) {
    hours.merge(hour(ended), share, Share::plus);
    hours.headMap(hour(ended.minus(KEPT)), false).clear();
  }

  /// Calls that ended within this span before now; its first hour counts whole.
  public Share over(Duration span, Instant now) {
    Share sum = Share.NONE;
    for (Share share : hours.tailMap(hour(now.minus(span)), true).values()) {
      sum = sum.plus(share);
    }
    return sum;
  }

  /// The hour that an instant belongs to, counted from 1970.
  public static long hour(Instant at) {
    return Math.floorDiv(at.toEpochMilli(), HOUR_MS);
  }
}
