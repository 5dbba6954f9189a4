package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// REP-3: cells as RFC 4180 and spreadsheets read them.
class CallCsvTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://evil.example\")",
        "+1+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "  =1",
        "\r=1",
        "\n=1",
        "|cmd",
        "\uFF1D1+1",
      })
  void aNameThatWouldRunAsAFormulaDoesNot(String name) {
    assertThat(CallCsv.text(name)).startsWith("\"'").endsWith("\"");
  }

  @Test
  void textStandsInQuotesAndQuotesAreDoubled() {
    assertThat(CallCsv.text("Ada \"the first\", Fictional"))
        .isEqualTo("\"Ada \"\"the first\"\", Fictional\"");
    assertThat(CallCsv.text("two\r\nlines")).isEqualTo("\"two\r\nlines\"");
    assertThat(CallCsv.text("A=B")).isEqualTo("\"A=B\"");
    assertThat(CallCsv.text(null)).isEmpty();
    assertThat(CallCsv.text("")).isEmpty();
  }

  @Test
  void theHeadNamesEachCell() {
    assertThat(CallCsv.HEAD).endsWith("charge_minor,quality\r\n");
    assertThat(CallCsv.HEAD.split(",", -1)).hasSize(19);
  }
}
