package io.dering.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CommitPaceTest {
  private static final long MS = 1_000_000;

  /// Two at once, and one each 10 ms in the long run.
  private final CommitPace pace = new CommitPace(100, 2);

  @Test
  void fewCommitsNeverWait() {
    assertThat(LongStream.range(0, 50).map(n -> pace.next(n * 10 * MS))).containsOnly(0L);
  }

  @Test
  void whatComesAtOnceBeginsAtOnceUpToABurstAndEvenlySpacedFromThere() {
    assertThat(LongStream.range(0, 5).map(_ -> pace.next(0)))
        .containsExactly(0L, 0L, 10 * MS, 20 * MS, 30 * MS);
  }

  @Test
  void commitsThatFollowEachOtherAreAsManyASecondAsMayBe() {
    long now = 0;
    int commits = 0;
    while (now < 1_000 * MS) {
      now += pace.next(now) + MS;
      commits++;
    }
    assertThat(commits).isBetween(100, 102);
  }

  @Test
  void aPauseGivesTheBurstBackAndNoMore() {
    LongStream.range(0, 5).forEach(_ -> pace.next(0));

    assertThat(LongStream.range(0, 3).map(_ -> pace.next(60_000 * MS)))
        .containsExactly(0L, 0L, 10 * MS);
  }

  /// System.nanoTime may be anything, and wrap.
  @Test
  void aClockNearItsEndIsAClock() {
    long start = Long.MAX_VALUE - 5 * MS;

    assertThat(LongStream.of(0, 0, 10, 20).map(ms -> pace.next(start + ms * MS)))
        .containsExactly(0L, 0L, 0L, 0L);
    assertThat(pace.next(start + 20 * MS)).isEqualTo(10 * MS);
  }
}
