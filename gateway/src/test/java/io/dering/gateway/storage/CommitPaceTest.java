package io.dering.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CommitPaceTest {
  private static final long MS = 1_000_000;

  /// Two at once, and one each 10 ms in the long run.
  private final CommitPace pace = new CommitPace(100, 2, InstantSource.system());

  private long nowNanos = 1_000_000_000_000_000_000L;

  @Test
  void fewCommitsNeverWait() {
    assertThat(LongStream.range(0, 50).map(_ -> waitsAfter(10 * MS))).containsOnly(0L);
  }

  @Test
  void whatComesAtOnceBeginsAtOnceUpToABurstAndEvenlySpacedFromThere() {
    assertThat(LongStream.range(0, 5).map(_ -> waitsAfter(0)))
        .containsExactly(0L, 0L, 10 * MS, 10 * MS, 10 * MS);
  }

  @Test
  void aCommitThatTakesTimeWaitsForLess() {
    LongStream.range(0, 5).forEach(_ -> waitsAfter(0));

    assertThat(LongStream.of(3, 7, 15).map(ms -> waitsAfter(ms * MS)))
        .containsExactly(7 * MS, 3 * MS, 0L);
  }

  @Test
  void commitsThatFollowEachOtherAreAsManyASecondAsMayBe() {
    long end = nowNanos + 1_000 * MS;
    int commits = 0;
    while (nowNanos < end) {
      waitsAfter(MS);
      commits++;
    }
    assertThat(commits).isBetween(100, 102);
  }

  @Test
  void aPauseGivesTheBurstBackAndNoMore() {
    LongStream.range(0, 5).forEach(_ -> waitsAfter(0));

    assertThat(LongStream.of(60_000, 0, 0).map(ms -> waitsAfter(ms * MS)))
        .containsExactly(0L, 0L, 10 * MS);
  }

  @Test
  void byAClockThatStandsStillOrIsPutBackNoneWaitsForLonger() {
    assertThat(LongStream.range(0, 5).map(_ -> pace.next(nowNanos)))
        .containsExactly(0L, 0L, 10 * MS, 10 * MS, 10 * MS);
    assertThat(pace.next(nowNanos - 3_600_000 * MS)).isEqualTo(10 * MS);
  }

  /// What the next commit waits for that asks so long after the one before began.
  private long waitsAfter(long nanos) {
    nowNanos += nanos;
    long wait = pace.next(nowNanos);
    nowNanos += wait;
    return wait;
  }
}
