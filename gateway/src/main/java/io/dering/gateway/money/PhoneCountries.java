package io.dering.gateway.money;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.tariff.Countries;
import io.dering.signaling.tariff.Country;
import java.util.Optional;
import java.util.regex.Pattern;

/// Countries by libphonenumber. A number of a calling code that several regions share belongs to
/// the one that its digits say. A number that could be one, but in a range that the library does
/// not know (given out lately, or kept for fiction, as the sandbox's customers are), belongs to the
/// main country of its calling code. Codes that are no country's (satellites, free phones of the
/// whole world) belong to none.
public final class PhoneCountries implements Countries {
  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,14}");
  private static final int LONGEST_CODE = 3;

  /// Of codes that are no country's.
  private static final String WORLD = "001";

  /// Of codes that nobody has.
  private static final String UNKNOWN = "ZZ";

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();

  @Override
  public Optional<Country> of(PhoneNumber number) {
    if (!DIGITS.matcher(number.value()).matches()) {
      return Optional.empty();
    }
    try {
      Phonenumber.PhoneNumber parsed = numbers.parse("+" + number.value(), null);
      String known = numbers.getRegionCodeForNumber(parsed);
      String region =
          known == null && numbers.isPossibleNumber(parsed)
              ? numbers.getRegionCodeForCountryCode(parsed.getCountryCode())
              : known;
      return region == null || region.equals(WORLD) || region.equals(UNKNOWN)
          ? Optional.empty()
          : Optional.of(new Country(region, parsed.getCountryCode()));
    } catch (NumberParseException _) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Country> ofRegion(String region) {
    int code = numbers.getCountryCodeForRegion(region);
    return code == 0 ? Optional.empty() : Optional.of(new Country(region, code));
  }

  /// Of the main country of a calling code that code alone; of one that shares it (Jamaica +1,
  /// Kazakhstan +7) an example of the library's, whose first digits are its own.
  @Override
  public Optional<PhoneNumber> beginning(String region) {
    return ofRegion(region)
        .map(country -> {
          String code = String.valueOf(country.callingCode());
          Phonenumber.PhoneNumber example = numbers.getExampleNumber(region);
          boolean shares =
              !region.equals(numbers.getRegionCodeForCountryCode(country.callingCode()));
          return new PhoneNumber(
              shares && example != null
                  ? code + numbers.getNationalSignificantNumber(example)
                  : code);
        });
  }

  /// Whether numbers of a country begin with these digits: with a calling code, or with the first
  /// digits of one.
  public boolean isPrefix(String digits) {
    if (!DIGITS.matcher(digits).matches()) {
      return false;
    }
    for (int length = 1; length <= Math.min(LONGEST_CODE, digits.length()); length++) {
      if (isCountry(Integer.parseInt(digits.substring(0, length)))) {
        return true;
      }
    }
    return digits.length() < LONGEST_CODE
        && numbers.getSupportedCallingCodes().stream()
            .anyMatch(code -> isCountry(code) && Integer.toString(code).startsWith(digits));
  }

  private boolean isCountry(int code) {
    String region = numbers.getRegionCodeForCountryCode(code);
    return !region.equals(WORLD) && !region.equals(UNKNOWN);
  }
}
