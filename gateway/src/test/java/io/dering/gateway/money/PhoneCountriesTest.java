package io.dering.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.tariff.Country;
import io.dering.signaling.tariff.RateCardCsv;
import io.dering.signaling.tariff.RateCardResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// BAL-3: the price goes by the customer's country.
final class PhoneCountriesTest {
  private final PhoneCountries countries = new PhoneCountries();

  @ParameterizedTest
  @CsvSource({
    "6281234567890, ID, 62",
    "447700900100, GB, 44",
    "14155552671, US, 1",
    "16135550123, CA, 1",
    "18765550123, JM, 1",
    "79161234567, RU, 7",
    "77011234567, KZ, 7",
    "447400123456, GB, 44",
    "6591234567, SG, 65",
  })
  void aNumberBelongsToACountry(String number, String region, int code) {
    assertThat(countries.of(new PhoneNumber(number))).contains(new Country(region, code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"80012345678", "881612345678", "99912345678", "0812345678", "62", "x", "+62"})
  void aNumberWithoutACountryIsSaidToHaveNone(String number) {
    assertThat(countries.of(new PhoneNumber(number))).isEmpty();
  }

  /// Of a customer with a username the country alone is known.
  @ParameterizedTest
  @CsvSource({"ID, 62", "US, 1", "JM, 1876", "KZ, 77", "GB, 44", "RU, 7"})
  void aCountryIsToldFromOthersOfItsCallingCode(String region, String digits) {
    String begins = countries.beginning(region).orElseThrow().value();
    assertThat(begins).startsWith(digits);
    assertThat(begins.length() <= 3 || countries.of(new PhoneNumber(begins)).isPresent()).isTrue();
    assertThat(countries.beginning("XX")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "62, true",
    "628, true",
    "1, true",
    "1876, true",
    "6, true",
    "38, true",
    "999, false",
    "800, false",
    "0, false",
    "'', false",
    "6a, false",
  })
  void aPrefixBeginsNumbersOfSomeCountry(String digits, boolean isPrefix) {
    assertThat(countries.isPrefix(digits)).isEqualTo(isPrefix);
  }

  @Test
  void everyPrefixOfTheShippedExampleIsOne() throws IOException {
    String text = Files.readString(Path.of("../config/rates-example.csv"));
    assertThat(RateCardCsv.read(text, countries::isPrefix)).isInstanceOf(RateCardResult.Read.class);
  }
}
