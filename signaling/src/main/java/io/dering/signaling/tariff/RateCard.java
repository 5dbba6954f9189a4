package io.dering.signaling.tariff;

import io.dering.signaling.id.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an account pays for calls, whole and without a hole: every row that is effective has a
/// price for every minute of the month.
///
/// @param currency three letters (ISO 4217); amounts are its minor units as the account counts
///   them, for IDR whole rupiah
/// @param incrementSeconds each started one is charged whole; divides 60
/// @param minimumSeconds what a connected call costs at least
/// @param rows by prefix, day and tier
public record RateCard(
    String currency, int incrementSeconds, int minimumSeconds, List<RateRow> rows) {
  /// A milliard a minute: more is a slip of the pen.
  public static final long MAX_PRICE_MINOR = 1_000_000_000L;

  /// An hour.
  public static final int MAX_MINIMUM_SECONDS = 3_600;

  /// All people of the world on the telephone for a year.
  public static final long MAX_MINUTES = 1_000_000_000_000_000L;

  public static final int MAX_ROWS = 20_000;

  /// Of an international number (E.164).
  public static final int MAX_PREFIX = 15;

  /// @throws IllegalArgumentException when the rows are no whole; what comes from outside is read
  ///   by [RateCardCsv] or checked by [#check]
  public RateCard {
    rows = rows.stream().sorted(RowCheck.ORDER).toList();
    if (!isIncrement(incrementSeconds)
        || minimumSeconds < 0
        || minimumSeconds > MAX_MINIMUM_SECONDS
        || !check(rows).isEmpty()) {
      throw new IllegalArgumentException("A rate card that is no whole");
    }
  }

  /// What is wrong with rows that did not come as CSV; lines are places in the list, from 1.
  public static List<RateCardFault> check(List<RateRow> rows) {
    if (rows.isEmpty()) {
      return List.of(new RateCardFault(1, "", RateCardRule.EMPTY));
    }
    if (rows.size() > MAX_ROWS) {
      return List.of(new RateCardFault(MAX_ROWS + 1, "", RateCardRule.TOO_LONG));
    }
    return RowCheck.faults(rows, place -> place + 1);
  }

  static boolean isIncrement(int seconds) {
    return seconds >= 1 && seconds <= 60 && 60 % seconds == 0;
  }

  /// The price of a call placed then: of the longest prefix that has rows effective on that day,
  /// the newest of them, in the tier of the month so far.
  ///
  /// @param minutesThisMonth charged so far, 0 or more
  /// @return empty when the card has no price for the number
  public Optional<Tariff> tariff(PhoneNumber number, Instant at, long minutesThisMonth) {
    LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
    String digits = number.value();
    for (int length = Math.min(MAX_PREFIX, digits.length()); length > 0; length--) {
      String prefix = digits.substring(0, length);
      RateRow newest = floor(prefix, day, Long.MAX_VALUE);
      if (newest != null) {
        RateRow tier = floor(prefix, newest.effectiveFrom(), minutesThisMonth);
        if (tier != null) {
          return Optional.of(
              new Tariff(prefix, tier.pricePerMinuteMinor(), incrementSeconds, minimumSeconds));
        }
      }
    }
    return Optional.empty();
  }

  /// The last row of the prefix at or before that day and tier.
  private @Nullable RateRow floor(String prefix, LocalDate day, long minutes) {
    RateRow wanted = new RateRow(prefix, day, minutes, null, 1);
    int found = Collections.binarySearch(rows, wanted, RowCheck.ORDER);
    int place = found >= 0 ? found : -found - 2;
    if (place < 0 || !rows.get(place).prefix().equals(prefix)) {
      return null;
    }
    return rows.get(place);
  }
}
