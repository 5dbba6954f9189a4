package io.dering.signaling.tariff;

import io.dering.signaling.id.PhoneNumber;
import java.time.Instant;
import java.util.Optional;

/// What a call to a number would cost, or why it has no price.
public sealed interface Quote {
  record Priced(Country country, Tariff tariff) implements Quote {}

  /// The number belongs to no country.
  record NoCountry() implements Quote {}

  /// The card has no row for it.
  record NoPrice(Country country) implements Quote {}

  static Quote of(
      RateCard card, Countries countries, PhoneNumber number, Instant at, long minutesThisMonth) {
    Optional<Country> country = countries.of(number);
    if (country.isEmpty()) {
      return new NoCountry();
    }
    return card.tariff(number, at, minutesThisMonth)
        .<Quote>map(tariff -> new Priced(country.get(), tariff))
        .orElseGet(() -> new NoPrice(country.get()));
  }
}
