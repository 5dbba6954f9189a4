package io.dering.sandbox.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.sandbox.calls.Customer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateTableTest {
  private static final Instant T0 = Instant.ofEpochSecond(1_791_188_419);

  /// Each begun pulse of six seconds: 56 s are 10, and the 61 s of the fixture 11.
  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "6000,1", "6001,2", "56000,10", "60000,10", "61000,11"})
  void pulsesAreBegunSixSeconds(long ms, int pulses) {
    Talk talk = new Talk(true, Customer.fictional(456, "Ada"), T0, T0.plusMillis(ms));
    assertThat(talk.pulses()).isEqualTo(pulses);
  }

  @Test
  void tiersBeginAtTheirMinute() {
    assertThat(RateTable.tier(499_999)).isZero();
    assertThat(RateTable.tier(500_000)).isEqualTo(1);
    assertThat(RateTable.tier(Long.MAX_VALUE)).isEqualTo(5);
    assertThat(RateTable.name(0)).isEqualTo("0:50000");
    assertThat(RateTable.name(5)).isEqualTo("5000000:");
  }

  @Test
  void aPulseCostsATenthOfAMinute() {
    assertThat(RateTable.cost("GB", 0, 11)).isEqualTo(167_200_000);
    assertThat(RateTable.cost("GB", 5, 10)).isEqualTo(59_200_000);
    assertThat(RateTable.cost("ZZ", 0, 10)).isEqualTo(320_000_000);
  }
}
