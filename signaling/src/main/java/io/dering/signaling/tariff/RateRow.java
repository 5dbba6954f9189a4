package io.dering.signaling.tariff;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One price: for numbers that begin so, from a day on, while the month's minutes are in a tier.
///
/// @param prefix digits without `+`
/// @param effectiveFrom the day (UTC) from which on; it replaces the prefix's earlier rows, all
///   tiers at once
/// @param fromMinutes the tier's first charged minute of the month, counted from 0
/// @param toMinutes where the next tier begins; null for the last
public record RateRow(
    String prefix,
    LocalDate effectiveFrom,
    long fromMinutes,
    @Nullable Long toMinutes,
    long pricePerMinuteMinor) {
  /// @throws IllegalArgumentException for a number out of range
  public RateRow {
    if (fromMinutes < 0
        || (toMinutes != null && toMinutes < 0)
        || pricePerMinuteMinor < 1
        || pricePerMinuteMinor > RateCard.MAX_PRICE_MINOR) {
      throw new IllegalArgumentException("A row's minutes or price are out of range");
    }
  }
}
