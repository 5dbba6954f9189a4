package io.dering.signaling.charges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// BAL-1, BAL-3: two sides in whole numbers, compared where they can be.
final class ChargeDifferenceTest {
  /// A rupiah has no smaller unit here, a dollar has cents, a yen none, a dinar mils, gold none;
  /// what is unknown is taken to have cents.
  @ParameterizedTest
  @CsvSource({
    "IDR,1999600000",
    "USD,19600000",
    "JPY,1999600000",
    "KWD,1600000",
    "XAU,1999600000",
    "QQQ,19600000"
  })
  void theMinorUnitIsTheCurrencys(String currency, long micros) {
    assertThat(ChargeDifference.of(2_000, Optional.of(currency), List.of(month(currency, 400_000))))
        .isEqualTo(new ChargeDifference.Known(micros));
  }

  @Test
  void metaMayChargeMoreThanIsPaidAndAtSeveralBusinessAccounts() {
    assertThat(
            ChargeDifference.of(
                0, Optional.of("IDR"), List.of(month("IDR", 400_000), month("IDR", 1))))
        .isEqualTo(new ChargeDifference.Known(-400_001));
  }

  @Test
  void whatCannotBeComparedSaysWhy() {
    assertThat(ChargeDifference.of(1, Optional.of("IDR"), List.of()))
        .isEqualTo(new ChargeDifference.Unknown(ChargeDifference.Why.NOT_READ));
    assertThat(ChargeDifference.of(1, Optional.empty(), List.of(month("IDR", 1))))
        .isEqualTo(new ChargeDifference.Unknown(ChargeDifference.Why.NO_CURRENCY));
    assertThat(
            ChargeDifference.of(1, Optional.of("IDR"), List.of(month("IDR", 1), month("USD", 1))))
        .isEqualTo(new ChargeDifference.Unknown(ChargeDifference.Why.CURRENCIES_DIFFER));
    assertThat(ChargeDifference.of(Long.MAX_VALUE, Optional.of("IDR"), List.of(month("IDR", 1))))
        .isEqualTo(new ChargeDifference.Unknown(ChargeDifference.Why.OVERFLOW));
  }

  @Test
  void metaChargesNothingNegative() {
    assertThatThrownBy(() -> charge(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static MetaMonth month(String currency, long costMicros) {
    return new MetaMonth(
        new AccountId("demo"),
        "200000000000002",
        YearMonth.of(2026, 11),
        currency,
        Instant.EPOCH,
        List.of(charge(costMicros)));
  }

  private static MetaCharge charge(long costMicros) {
    return new MetaCharge("ID", Direction.OUTBOUND, "0:50000", 1, 61_000, costMicros);
  }
}
