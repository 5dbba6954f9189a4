package io.dering.signaling.charges;

import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// What an account paid less what Meta charged, where the two can be compared. Nothing is
/// converted: no rate of ours would be the one that either was paid at.
public sealed interface ChargeDifference {
  /// @param micros millionths of a unit of the currency; negative where Meta charged more
  record Known(long micros) implements ChargeDifference {}

  record Unknown(Why why) implements ChargeDifference {}

  /// Why there is none.
  enum Why {
    /// Meta has not told of the month yet.
    NOT_READ,
    /// The account has no rate card, which would say its currency.
    NO_CURRENCY,
    CURRENCIES_DIFFER,
    /// More than a whole number of ours holds.
    OVERFLOW
  }

  /// The decimal places of a millionth.
  int MICRO_DIGITS = 6;

  /// @param paidMinor in minor units, 0 or more unless refunds of an earlier month outweigh charges
  /// @param currency the account's
  /// @param months the same month at each of the account's WhatsApp Business Accounts
  static ChargeDifference of(long paidMinor, Optional<String> currency, List<MetaMonth> months) {
    if (months.isEmpty()) {
      return new Unknown(Why.NOT_READ);
    }
    if (currency.isEmpty()) {
      return new Unknown(Why.NO_CURRENCY);
    }
    if (!months.stream().allMatch(month -> month.currency().equals(currency.get()))) {
      return new Unknown(Why.CURRENCIES_DIFFER);
    }
    try {
      long micros = Math.multiplyExact(paidMinor, microsOfMinor(currency.get()));
      for (MetaMonth month : months) {
        micros = Math.subtractExact(micros, month.costMicros());
      }
      return new Known(micros);
    } catch (ArithmeticException _) {
      return new Unknown(Why.OVERFLOW);
    }
  }

  /// How many millionths of a unit its minor unit is. A rupiah's sen are not in use: accounts in
  /// rupiah count whole ones (BAL-1).
  private static long microsOfMinor(String currency) {
    long micros = 1;
    for (int place = digits(currency); place < MICRO_DIGITS; place++) {
      micros *= 10;
    }
    return micros;
  }

  private static int digits(String currency) {
    if (currency.equals("IDR")) {
      return 0;
    }
    try {
      // Those that are no money, such as gold, have -1.
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException _) {
      return 2;
    }
  }
}
