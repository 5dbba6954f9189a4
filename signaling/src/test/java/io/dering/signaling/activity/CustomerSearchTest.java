package io.dering.signaling.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// REP-3: what people type to find a customer.
class CustomerSearchTest {
  @ParameterizedTest
  @CsvSource({
    "447700900456, 447700900456",
    "+44 7700 900-456, 447700900456",
    "0044 7700900456, 447700900456",
    "(0812) 3456.7890, 081234567890",
    " 456 , 456",
  })
  void digitsAreANumberHoweverTheyAreWritten(String typed, String digits) {
    assertThat(CustomerSearch.of(typed)).isEqualTo(new CustomerSearch.Digits(digits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada", "12", "+", "Room 447700900456", "4477o0", "٤٤٧٧"})
  void anythingElseIsAName(String typed) {
    assertThat(CustomerSearch.of(typed)).isInstanceOf(CustomerSearch.NamePrefix.class);
  }

  @Test
  void aNameIsTheSameHoweverItIsWritten() {
    assertThat(CustomerSearch.fold("  ÉMILE ")).isEqualTo(CustomerSearch.fold("e\u0301mile"));
    assertThat(CustomerSearch.fold("Ａｄａ")).isEqualTo("ada");
  }
}
