package io.dering.media.net;

import io.dering.media.time.Deadline;
import java.util.SplittableRandom;

/// One direction of one path, as a function of conditions, seed and time: what becomes of each
/// datagram that enters. It carries none itself.
public final class Line {
  private final SplittableRandom random;
  private Conditions conditions = Conditions.PERFECT;
  private int lossesLeft;
  private boolean cut;
  private long cutUntilNanos;
  private long lastArrivalNanos;
  private boolean used;
  private Counts counts = new Counts(0, 0, 0, 0);

  /// @param lost by loss and cuts
  /// @param late given `reorderMs`; whether one behind it is faster is another question
  public record Counts(long entered, long lost, long late, long twice) {
    public Counts plus(Counts other) {
      return new Counts(
          entered + other.entered, lost + other.lost, late + other.late, twice + other.twice);
    }

    /// What came out, the second ones of duplicates among it.
    public long left() {
      return entered - lost + twice;
    }
  }

  /// What becomes of one datagram: how many of it arrive (0, 1 or 2), and when.
  public record Fate(int copies, long firstNanos, long secondNanos) {
    static final Fate LOST = new Fate(0, 0, 0);
  }

  /// @param random may be shared with other lines of the same thread
  public Line(SplittableRandom random) {
    this.random = random;
  }

  /// From the next datagram on; a run of losses that has begun is over.
  public void conditions(Conditions next) {
    conditions = next;
    lossesLeft = 0;
  }

  /// Nothing passes before this instant, whatever the conditions. Chance is not asked meanwhile.
  public void cutUntil(long nanos) {
    cut = true;
    cutUntilNanos = nanos;
  }

  public Fate carry(long nowNanos) {
    if (isCut(nowNanos) || drops()) {
      count(1, 0, 0);
      return Fate.LOST;
    }
    double jitterMs = random.nextDouble() * conditions.jitterMs();
    long at = Deadline.after(nowNanos, nanos(conditions.delayMs() + jitterMs));
    boolean late = random.nextDouble() < conditions.reorder();
    if (late) {
      at = Deadline.after(at, nanos(conditions.reorderMs()));
    } else {
      at = inOrder(at);
    }
    boolean twice = random.nextDouble() < conditions.duplicate();
    count(0, late ? 1 : 0, twice ? 1 : 0);
    return twice
        ? new Fate(2, at, Deadline.after(nowNanos, nanos(worstMs())))
        : new Fate(1, at, at);
  }

  public Counts counts() {
    return counts;
  }

  private double worstMs() {
    return conditions.delayMs() + conditions.jitterMs();
  }

  private boolean isCut(long nowNanos) {
    cut = cut && !Deadline.isDue(cutUntilNanos, nowNanos);
    return cut;
  }

  private boolean drops() {
    if (conditions.loss() >= 1) {
      return true;
    }
    if (lossesLeft == 0 && random.nextDouble() < conditions.burstBegins()) {
      lossesLeft = runLength();
    }
    if (lossesLeft > 0) {
      lossesLeft--;
      return true;
    }
    return false;
  }

  private int runLength() {
    if (!conditions.scattered()) {
      return conditions.burst();
    }
    int length = 1;
    while (random.nextDouble() < 1 - 1.0 / conditions.burst()) {
      length++;
    }
    return length;
  }

  private long inOrder(long atNanos) {
    long at = used && atNanos - lastArrivalNanos < 0 ? lastArrivalNanos : atNanos;
    used = true;
    lastArrivalNanos = at;
    return at;
  }

  private void count(int lost, int late, int twice) {
    counts =
        new Counts(
            counts.entered + 1, counts.lost + lost, counts.late + late, counts.twice + twice);
  }

  private static long nanos(double milliseconds) {
    return (long) (milliseconds * 1_000_000);
  }
}
