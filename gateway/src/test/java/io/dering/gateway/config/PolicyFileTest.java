package io.dering.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.permission.CallingLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The dated figures of calling out (OUT-3, OUT-4, PM-2, PM-3, PM-4).
final class PolicyFileTest {
  private static final Path SHIPPED = Path.of("../config/policy.yaml");

  @Test
  void theShippedFileHasTheFiguresThatHoldWithoutOne() {
    assertThat(PolicyFile.read(SHIPPED)).isEqualTo(CallingLimits.DEFAULT);
  }

  @Test
  void aFigureIsChangedByTheFileAlone() throws IOException {
    CallingLimits read = read("connected-per-day: 10", "connected-per-day: 100");
    assertThat(read.connectedCallsPerDay()).isEqualTo(100);
    assertThat(read("as-of: 2026-11-01", "as-of: 2027-02-03").asOf())
        .isEqualTo(LocalDate.of(2027, 2, 3));
  }

  /// OUT-2.
  @Test
  void theBarredCountriesAreAFigureThatOlderFilesDoNotHave() throws IOException {
    assertThat(read("CA EG NG US VN", "TR").barredCountries()).containsExactly("TR");
    assertThat(read("CA EG NG US VN", "\"\"").barredCountries()).isEmpty();
    assertThat(read("  barred-countries: CA EG NG US VN", "  {}").barredCountries())
        .isEqualTo(CallingLimits.DEFAULT.barredCountries());
  }

  /// A mistake refuses all of it, with the line and what would be right.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connected-per-day: 10 | connected-per-day: 0 | line 15 | from 1 to 1000",
        "connected-per-day: 10 | connected-per-day: ten | line 15 | from 1 to 1000",
        "connected-per-day: 10 | connected-per-week: 10 | line 15 | no figure",
        "connected-per-day: 10 | connected-per-day: [1] | line 15 | must be a figure",
        "revoke-after-unanswered: 4 | revoke-after-unanswered: 1 | line 20 | not be less than",
        "per-week: 2 | per-week: 0 | line 29 | from 1 to 30",
        "as-of: 2026-11-01 | as-of: soon | line 10 | a day as",
        "as-of: 2026-11-01 | as-of: 1926-11-01 | line 10 | a day as",
        "ringing-s: 60 | '' | line 1 | is missing",
        "ringing-s: 60 | 'ringing-s: 60: 60' | line 22 | YAML",
        "CA EG NG US VN | ca | line 43 | countries as",
        "CA EG NG US VN | CA,US | line 43 | countries as",
      })
  void aMistakeIsNamedWithItsLine(String was, String is, String line, String rule) {
    assertThatThrownBy(() -> read(was, is))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContainingAll("policy.yaml", line, rule);
  }

  @Test
  void whatIsNoMapIsRefused() {
    assertThatThrownBy(() -> PolicyFile.read(SHIPPED, "- 1"))
        .isInstanceOf(InvalidConfig.class)
        .hasMessageContaining("map");
  }

  private static CallingLimits read(String was, String is) throws IOException {
    String text = Files.readString(SHIPPED);
    assertThat(text).contains(was);
    return PolicyFile.read(SHIPPED, text.replace(was, is));
  }
}
