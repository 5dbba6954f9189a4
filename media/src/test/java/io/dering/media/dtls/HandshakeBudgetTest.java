package io.dering.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HandshakeBudgetTest {
  private static final long MS = 1_000_000L;

  /// Instants may begin anywhere, also below zero.
  private long now = -7 * MS;

  private final HandshakeBudget budget = new HandshakeBudget(400);

  @Test
  void sixtyFourAtOnceBeginForThoseWhomNobodyVouchesFor() {
    int begun = 0;
    for (int i = 0; i < 1_000; i++, now += 100 * MS) {
      begun += begins(Standing.UNVOUCHED) ? 1 : 0;
    }
    assertThat(begun).isEqualTo(64);
    assertThat(budget.count(HandshakeRuling.TOO_MANY_AT_ONCE)).isEqualTo(936);
    budget.over(Standing.UNVOUCHED);
    assertThat(begins(Standing.UNVOUCHED)).isTrue();
    assertThat(begins(Standing.UNVOUCHED)).isFalse();
  }

  @Test
  void aHundredBeginForThemInAnySecond() {
    long[] instants = new long[2_000];
    int begun = 0;
    for (int i = 0; i < 10_000; i++, now += MS) {
      if (begins(Standing.UNVOUCHED)) {
        budget.over(Standing.UNVOUCHED);
        instants[begun++] = now;
      }
    }
    assertThat(begun).as("in ten seconds").isEqualTo(1_000);
    for (int i = 100; i < begun; i++) {
      assertThat(instants[i] - instants[i - 100]).isGreaterThanOrEqualTo(1_000 * MS);
    }
    assertThat(budget.count(HandshakeRuling.TOO_MANY_A_SECOND)).isEqualTo(9_000);
  }

  @Test
  void firstHandshakesAndThoseThatSomebodyVouchesForPassTheirFlood() {
    for (int i = 0; i < 1_000; i++) {
      begins(Standing.UNVOUCHED);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(begins(Standing.FIRST)).isTrue();
      assertThat(begins(Standing.VOUCHED)).isTrue();
    }
    assertThat(budget.underWay()).isEqualTo(264);
  }

  /// A house that comes back after a restart: everybody in their turn.
  @Test
  void fourHundredBeginInAnySecondOfAllTogetherAndTheOthersInTheNextOnes() {
    int waiting = 1_000;
    int[] begunBySecond = new int[3];
    for (int i = 0; i < 3_000; i += 50, now += 50 * MS) {
      int asking = waiting;
      for (int leg = 0; leg < asking; leg++) {
        if (begins(Standing.FIRST)) {
          waiting--;
          begunBySecond[i / 1_000]++;
        }
      }
    }
    assertThat(begunBySecond).containsExactly(400, 400, 200);
    assertThat(budget.count(HandshakeRuling.BEGUN)).isEqualTo(1_000);
    assertThat(budget.count(HandshakeRuling.TOO_MANY_IN_ALL)).isPositive();
  }

  private boolean begins(Standing standing) {
    return budget.rule(standing, now) == HandshakeRuling.BEGUN;
  }
}
