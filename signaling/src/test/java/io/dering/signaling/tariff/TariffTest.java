package io.dering.signaling.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TariffTest {
  /// BAL-3: a call of 61 s costs two minutes; with 6-second pulses 56 s are ten of them.
  @ParameterizedTest
  @CsvSource({
    "1000, 60, 0, 0, 0",
    "1000, 60, 0, 1, 1000",
    "1000, 60, 0, 60000, 1000",
    "1000, 60, 0, 61000, 2000",
    "1000, 6, 0, 56000, 1000",
    "1000, 6, 0, 54000, 900",
    "1000, 6, 0, 54001, 1000",
    "1000, 6, 30, 1000, 500",
    "1000, 6, 31, 1000, 600",
    "1000, 60, 120, 1, 2000",
    "1000, 60, 120, 0, 0",
    "1, 6, 0, 6000, 1",
    "7, 1, 0, 9000, 2",
  })
  void aTalkCostsItsStartedIncrements(
      long price, int increment, int minimum, long talkMs, long cost) {
    assertThat(new Tariff("62", price, increment, minimum).chargeMinor(talkMs)).isEqualTo(cost);
  }

  /// BAL-1: whole units, rounded up once over the whole talk.
  @Test
  void thePriceIsTheExactOneRoundedUp() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 50_000; round++) {
      long price = 1 + random.nextLong(RateCard.MAX_PRICE_MINOR);
      long talkMs = random.nextLong(86_400_000L);
      Tariff tariff = new Tariff("62", price, 6, 0);
      BigDecimal pulses =
          BigDecimal.valueOf(talkMs).divide(BigDecimal.valueOf(6_000), 0, RoundingMode.CEILING);
      BigDecimal exact =
          pulses
              .multiply(BigDecimal.valueOf(price))
              .divide(BigDecimal.TEN, 0, RoundingMode.CEILING);
      assertThat(tariff.chargeMinor(talkMs)).isEqualTo(exact.longValueExact());
    }
  }

  @Test
  void aPriceThatDoesNotFitIsNoOtherPrice() {
    Tariff dear = new Tariff("62", RateCard.MAX_PRICE_MINOR, 60, 0);
    assertThatThrownBy(() -> dear.chargeMinor(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> dear.chargeMinor(-1)).isInstanceOf(IllegalArgumentException.class);
  }
}
