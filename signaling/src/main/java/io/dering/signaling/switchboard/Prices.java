package io.dering.signaling.switchboard;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.tariff.Countries;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.Tariff;
import java.time.Instant;
import java.util.Optional;

/// What a minute to a customer costs: by number, or, for a customer with a username, by the country
/// in the user id (Meta reference 0.4: `GB.2000…`).
final class Prices {
  private final Countries countries;
  private Optional<RateCard> card;
  private long version;

  Prices(VoiceBalance balance) {
    this.countries = balance.countries();
    this.card = balance.card();
  }

  Optional<RateCard> card() {
    return card;
  }

  /// From here on calls are placed by this card; those that are placed stay as they are.
  void replace(RateCard other, long itsVersion) {
    card = Optional.of(other);
    version = itsVersion;
  }

  /// Of the card that was imported last; 0 for the configuration's.
  long version() {
    return version;
  }

  /// Whether any country has such a customer.
  boolean isSomewhere(Caller customer) {
    return number(customer).isPresent();
  }

  Optional<Tariff> of(Caller customer, Instant now, long minutesThisMonth) {
    return card.flatMap(
        known -> number(customer).flatMap(number -> known.tariff(number, now, minutesThisMonth)));
  }

  /// A price of earlier, charged in the parts in which the card charges now.
  Optional<Tariff> likeToday(long minuteMinor) {
    return card.map(
        known -> new Tariff("0", minuteMinor, known.incrementSeconds(), known.minimumSeconds()));
  }

  private Optional<PhoneNumber> number(Caller customer) {
    PhoneNumber phone = customer.phone();
    if (phone != null) {
      return countries.of(phone).map(_ -> phone);
    }
    return Countries.region(customer.userId()).flatMap(countries::beginning);
  }
}
