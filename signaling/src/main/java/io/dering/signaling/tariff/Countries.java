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

  /// The country of whoever has that number, or else that business-scoped user id, which begins
  /// with one (`GB.123`).
  default Optional<Country> of(@Nullable PhoneNumber number, @Nullable String userId) {
    if (number != null) {
      return of(number);
    }
    return userId != null && userId.indexOf('.') == 2
        ? ofRegion(userId.substring(0, 2))
        : Optional.empty();
  }
}
