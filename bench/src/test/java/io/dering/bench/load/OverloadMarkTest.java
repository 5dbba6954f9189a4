package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OverloadMarkTest {
  @Test
  void eachMarkLimitsItsOwnAndNothingElse() {
    assertThat(OverloadMark.CALLS.at(7)).isEqualTo(new LoadPlan.Limits(7, 0, 0, 0));
    assertThat(OverloadMark.CPU.at(7)).isEqualTo(new LoadPlan.Limits(0, 7, 0, 0));
    assertThat(OverloadMark.LAG.at(7)).isEqualTo(new LoadPlan.Limits(0, 0, 7, 0));
    assertThat(OverloadMark.PACKETS.at(7)).isEqualTo(new LoadPlan.Limits(0, 0, 0, 7));
  }

  @Test
  void callsAndPacketsGoByTheCallsThatMayBeAndTheOthersByTheProduct() {
    assertThat(OverloadMark.CALLS.usual(50)).isEqualTo(50);
    assertThat(OverloadMark.CPU.usual(50)).isEqualTo(85);
    assertThat(OverloadMark.LAG.usual(50)).isEqualTo(100);
    assertThat(OverloadMark.PACKETS.usual(50)).isEqualTo(5_000);
  }
}
