package io.dering.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferBudgetTest {
  /// The clock's zero is anywhere, its overflow included.
  @ParameterizedTest
  @ValueSource(longs = {0, -1, 1_000_000_000_000L, Long.MAX_VALUE - 3_000_000_000L})
  void fiveAtOnceThenOneEveryTwoSeconds(long start) {
    OfferBudget budget = new OfferBudget(start);
    for (int i = 0; i < OfferBudget.BURST; i++) {
      assertThat(budget.take(start)).isTrue();
    }
    assertThat(budget.take(start)).isFalse();
    assertThat(budget.take(start + OfferBudget.ONE_MORE_NANOS - 1)).isFalse();
    assertThat(budget.take(start + OfferBudget.ONE_MORE_NANOS)).isTrue();
    assertThat(budget.take(start + OfferBudget.ONE_MORE_NANOS)).isFalse();
    // However long it waits, no more than a burst comes together.
    long later = start + 100 * OfferBudget.ONE_MORE_NANOS;
    for (int i = 0; i < OfferBudget.BURST; i++) {
      assertThat(budget.take(later)).isTrue();
    }
    assertThat(budget.take(later)).isFalse();
  }
}
