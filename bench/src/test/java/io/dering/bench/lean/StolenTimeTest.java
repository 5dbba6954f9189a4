package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StolenTimeTest {
  @Test
  void itIsTheEighthFigureOfAllProcessorsInTicksOfTenMilliseconds() {
    assertThat(StolenTime.millis("cpu  5521877 155948 982755 5460644 14472 0 217639 3968 0 0"))
        .isEqualTo(39_680);
  }

  @Test
  void aKernelThatDoesNotTellIsTakenForOneThatLostNothing() {
    assertThat(StolenTime.millis("cpu  5521877 155948 982755 5460644")).isZero();
  }
}
