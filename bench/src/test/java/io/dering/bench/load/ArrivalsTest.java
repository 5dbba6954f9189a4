package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
  private static final Arrivals RISING = Arrivals.even(40).risingFor(90);

  @Test
  void theRateRisesEvenlyAndThenStays() {
    assertThat(RISING.whileRising()).isEqualTo(1_800);
    assertThat(RISING.firstFrom(TimeUnit.SECONDS.toNanos(45)))
        .as("a quarter of them")
        .isEqualTo(450);
    assertThat(RISING.firstFrom(TimeUnit.SECONDS.toNanos(90))).isEqualTo(1_800);
    assertThat(RISING.firstFrom(TimeUnit.SECONDS.toNanos(91))).isEqualTo(1_840);
  }

  /// Who goes on with the schedule leaves nobody out and calls nobody twice.
  @Test
  void theFirstFromWhenOneIsDueIsThatOne() {
    for (int i = 0; i < 2_000; i++) {
      assertThat(RISING.firstFrom(RISING.dueNanos(i))).isEqualTo(i);
      assertThat(RISING.firstFrom(RISING.dueNanos(i) + 1)).isEqualTo(i + 1);
    }
  }
}
