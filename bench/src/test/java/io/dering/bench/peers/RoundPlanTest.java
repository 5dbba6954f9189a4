package io.dering.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RoundPlanTest {
  @Test
  void manyCallsComeFasterAndWakeTheGeneratorLessOften() {
    assertThat(RoundPlan.usualRamp(499)).isEqualTo(20);
    assertThat(RoundPlan.usualSlots(499)).isEqualTo(100);
    assertThat(RoundPlan.usualRamp(500)).isEqualTo(40);
    assertThat(RoundPlan.usualSlots(500)).isEqualTo(25);
  }
}
