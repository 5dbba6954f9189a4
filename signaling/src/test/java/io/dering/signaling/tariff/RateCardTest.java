package io.dering.signaling.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.id.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// BAL-3: by the customer's country code and the account's monthly volume tier.
final class RateCardTest {
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 1);
  private static final LocalDate DECEMBER = LocalDate.of(2026, 12, 1);
  private static final Instant NOVEMBER_26 = Instant.parse("2026-11-26T10:00:00Z");
  private static final RateCard CARD =
      new RateCard(
          "IDR",
          60,
          0,
          List.of(
              new RateRow("62", OCTOBER, 0, 50_000L, 1_000),
              new RateRow("62", OCTOBER, 50_000, 250_000L, 900),
              new RateRow("62", OCTOBER, 250_000, null, 800),
              new RateRow("62", DECEMBER, 0, null, 1_100),
              new RateRow("1", OCTOBER, 0, null, 300),
              new RateRow("1876", OCTOBER, 0, null, 4_000),
              new RateRow("7", DECEMBER, 0, null, 2_000)));

  @ParameterizedTest
  @CsvSource({
    "6281234567890, 0, 1000",
    "6281234567890, 49999, 1000",
    "6281234567890, 50000, 900",
    "6281234567890, 249999, 900",
    "6281234567890, 250000, 800",
    "6281234567890, 9223372036854775807, 800",
    "14155550100, 0, 300",
    "18765550100, 0, 4000",
    "1, 0, 300",
  })
  void theLongestPrefixAndTheTierOfTheMonthGiveThePrice(String number, long minutes, long price) {
    assertThat(price(number, NOVEMBER_26, minutes)).contains(price);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-30T23:59:59.999Z, ",
    "2026-10-01T00:00:00Z, 1000",
    "2026-11-30T23:59:59.999Z, 1000",
    "2026-12-01T00:00:00Z, 1100",
  })
  void aRowHoldsFromItsDayOn(Instant at, Long price) {
    assertThat(price("6281234567890", at, 0)).isEqualTo(Optional.ofNullable(price));
  }

  @Test
  void aNumberWithoutARowHasNoPrice() {
    assertThat(price("447700900456", NOVEMBER_26, 0)).isEmpty();
    assertThat(price("79161234567", NOVEMBER_26, 0)).as("effective later").isEmpty();
    assertThat(price("x62812", NOVEMBER_26, 0)).isEmpty();
  }

  @Test
  void rowsThatAreNoWholeAreNoCard() {
    List<RateRow> hole = List.of(new RateRow("62", OCTOBER, 1, null, 1_000));
    assertThat(RateCard.check(hole))
        .containsExactly(new RateCardFault(1, "from_minutes", RateCardRule.HOLE));
    assertThatThrownBy(() -> new RateCard("IDR", 60, 0, hole))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateCard("IDR", 7, 0, CARD.rows()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Optional<Long> price(String number, Instant at, long minutes) {
    return CARD.tariff(new PhoneNumber(number), at, minutes).map(Tariff::pricePerMinuteMinor);
  }
}
