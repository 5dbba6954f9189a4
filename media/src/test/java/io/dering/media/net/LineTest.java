package io.dering.media.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Statistics of the weather: a matrix over it is worth what these are.
final class LineTest {
  private static final int MANY = 200_000;
  private static final long MS = 1_000_000;

  /// When the nth datagram enters, on a clock that wraps.
  private static long at(long n) {
    return Long.MAX_VALUE - 5 * MS + n * 20 * MS;
  }

  private static List<Line.Fate> fates(long seed, Conditions conditions, int datagrams) {
    Line line = new Line(new SplittableRandom(seed));
    line.conditions(conditions);
    List<Line.Fate> all = new ArrayList<>();
    for (int i = 0; i < datagrams; i++) {
      all.add(line.carry(at(i)));
    }
    return all;
  }

  /// The lengths of the runs of losses.
  private static List<Integer> runs(List<Line.Fate> fates) {
    List<Integer> runs = new ArrayList<>();
    int run = 0;
    for (Line.Fate fate : fates) {
      if (fate.copies() == 0) {
        run++;
      } else if (run > 0) {
        runs.add(run);
        run = 0;
      }
    }
    return runs;
  }

  private static long lost(List<Line.Fate> fates) {
    return fates.stream().filter(fate -> fate.copies() == 0).count();
  }

  /// Exact, so that a draw more or less anywhere shows.
  @Test
  void aSeedGivesTheSameFatesForEver() {
    Conditions bad =
        Conditions.PERFECT
            .withDelayMs(40)
            .withJitterMs(100)
            .withLoss(0.1)
            .withBurst(3)
            .withReorder(0.05, 30)
            .withDuplicate(0.02);
    Line line = new Line(new SplittableRandom(20_261_127));
    line.conditions(bad);
    for (int i = 0; i < 10_000; i++) {
      var _ = line.carry(at(i));
    }
    assertThat(line.counts()).isEqualTo(new Line.Counts(10_000, 1_063, 485, 169));
    assertThat(fates(7, bad, 5_000)).isEqualTo(fates(7, bad, 5_000));
    assertThat(fates(7, bad, 5_000)).isNotEqualTo(fates(8, bad, 5_000));
  }

  @ParameterizedTest
  @CsvSource({"0.01,1", "0.1,1", "0.3,1", "0.01,3", "0.1,3", "0.3,3", "0.3,8"})
  void theShareThatIsAskedForIsLostHoweverLongTheRuns(double loss, int burst) {
    Conditions exact = Conditions.PERFECT.withLoss(loss).withBurst(burst);
    Conditions scattered = Conditions.PERFECT.withLoss(loss).withScatteredBurst(burst);
    double tolerance = 0.02 * loss * burst + 0.001;
    assertThat((double) lost(fates(3, exact, MANY)) / MANY).isCloseTo(loss, within(tolerance));
    assertThat((double) lost(fates(3, scattered, MANY)) / MANY).isCloseTo(loss, within(tolerance));
  }

  @Test
  void runsAreOfTheLengthAskedForOrOfThatMean() {
    List<Integer> exact = runs(fates(5, Conditions.PERFECT.withLoss(0.1).withBurst(3), MANY));
    // Two runs may follow each other at once.
    assertThat(exact).allMatch(run -> run % 3 == 0);
    assertThat(exact.stream().filter(run -> run == 3).count() / (double) exact.size())
        .isGreaterThan(0.95);

    List<Integer> scattered =
        runs(fates(5, Conditions.PERFECT.withLoss(0.1).withScatteredBurst(3), MANY));
    double mean = scattered.stream().mapToInt(Integer::intValue).average().orElseThrow();
    assertThat(mean).isCloseTo(3.1, within(0.15));
    double ones = scattered.stream().filter(run -> run == 1).count() / (double) scattered.size();
    assertThat(ones).as("a geometric distribution").isCloseTo(0.32, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 50, 200})
  void jitterLiesWithinItsBoundsAndKeepsTheOrder(int jitterMs) {
    Conditions conditions = Conditions.PERFECT.withDelayMs(10).withJitterMs(jitterMs);
    List<Line.Fate> all = fates(9, conditions, 10_000);
    long last = at(0);
    long largest = 0;
    for (int i = 0; i < all.size(); i++) {
      long at = all.get(i).firstNanos();
      long took = at - at(i);
      assertThat(took).isBetween(10 * MS, (10 + jitterMs) * MS);
      assertThat(at - last).isNotNegative();
      last = at;
      largest = Math.max(largest, took);
    }
    assertThat(largest).isGreaterThan((10 + jitterMs) * MS * 99 / 100);
  }

  @Test
  void duplicatesAndLateOnesAreAsManyAsAskedForAndCounted() {
    Line line = new Line(new SplittableRandom(4));
    line.conditions(Conditions.PERFECT.withReorder(0.05, 50).withDuplicate(0.02));
    long copies = 0;
    for (int i = 0; i < MANY; i++) {
      copies += line.carry(at(i)).copies();
    }
    Line.Counts counts = line.counts();
    assertThat(counts.left()).isEqualTo(copies);
    assertThat(counts.late() / (double) MANY).isCloseTo(0.05, within(0.002));
    assertThat(counts.twice() / (double) MANY).isCloseTo(0.02, within(0.002));
  }

  @Test
  void aCutLastsAsLongAsItWasAskedForAndChangesNothingElse() {
    Conditions bad = Conditions.PERFECT.withLoss(0.2).withJitterMs(10);
    Line whole = new Line(new SplittableRandom(6));
    Line cut = new Line(new SplittableRandom(6));
    whole.conditions(bad);
    cut.conditions(bad);
    cut.cutUntil(at(10));
    for (int i = 0; i < 10; i++) {
      assertThat(cut.carry(at(i)).copies()).isZero();
    }
    for (int i = 10; i < 1_000; i++) {
      long now = at(i);
      assertThat(cut.carry(now)).isEqualTo(whole.carry(now));
    }
  }
}
