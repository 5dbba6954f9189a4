package io.dering.signaling.tariff;

import io.dering.signaling.id.PhoneNumber;
import java.util.Optional;

/// Which country a number belongs to; implemented with libphonenumber.
@FunctionalInterface
public interface Countries {
  /// Empty for what is no number of a country, such as a satellite's or a text of letters.
  Optional<Country> of(PhoneNumber number);
}
