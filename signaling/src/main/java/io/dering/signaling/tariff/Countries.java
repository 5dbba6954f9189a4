package io.dering.signaling.tariff;

import io.dering.signaling.id.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which country a number belongs to; implemented with libphonenumber.
@FunctionalInterface
public interface Countries {
  /// Empty for what is no number of a country, such as a satellite's or a text of letters.
  Optional<Country> of(PhoneNumber number);

  /// The country of that name, two capital letters (ISO 3166-1).
  default Optional<Country> ofRegion(String region) {
    return Optional.empty();
  }

  /// How numbers of that country begin, as far as it can be told from those of others that share
  /// its calling code: what a customer without a number is priced by.
  default Optional<PhoneNumber> beginning(String region) {
    return ofRegion(region).map(country -> new PhoneNumber(String.valueOf(country.callingCode())));
  }

  /// The country of whoever has that number, or else that business-scoped user id, which begins
  /// with one (`GB.123`).
  default Optional<Country> of(@Nullable PhoneNumber number, @Nullable String userId) {
    if (number != null) {
      return of(number);
    }
    return region(userId).flatMap(this::ofRegion);
  }

  /// The country in a business-scoped user id.
  static Optional<String> region(@Nullable String userId) {
    return userId != null && userId.indexOf('.') == 2
        ? Optional.of(userId.substring(0, 2))
        : Optional.empty();
  }
}
