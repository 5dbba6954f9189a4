package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// RM-12: rates that are shown against a target.
class StatisticsRoutesTest {
  @Test
  void aRateIsRoundedDownSoThatAMissedTargetIsNeverShownAsMet() {
    assertThat(StatisticsRoutes.percent(799_999, 1_000_000)).isEqualTo(79.9);
    assertThat(StatisticsRoutes.percent(4, 5)).isEqualTo(80.0);
    assertThat(StatisticsRoutes.percent(0, 5)).isEqualTo(0.0);
    assertThat(StatisticsRoutes.percent(0, 0)).isNull();
  }
}
