package io.dering.media.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The E-model against what the ITU-T has published of it.
class EModelTest {
  /// G.107 table B.1 (and G.109 table 1): the rating and what people say of it; 93.2 is that of a
  /// narrowband line with all defaults.
  @ParameterizedTest
  @CsvSource({"90, 4.34", "80, 4.03", "70, 3.60", "60, 3.10", "50, 2.58", "93.2, 4.41"})
  void aRatingIsThePublishedScore(double rating, double mos) {
    assertThat(EModel.mos(rating)).isCloseTo(mos, within(0.01));
  }

  @Test
  void beyondItsScaleTheScoreIsItsEnds() {
    assertThat(EModel.mos(-1)).isEqualTo(1);
    assertThat(EModel.mos(0)).isEqualTo(1);
    assertThat(EModel.mos(100)).isEqualTo(4.5);
    assertThat(EModel.mos(EModel.BEST)).isEqualTo(4.5);
  }

  /// The formula of G.107 §7.4 by hand; G.114 draws the same curve: nothing to 100 ms, hardly
  /// anything at 150 ms, 24 of the rating at 400 ms.
  @ParameterizedTest
  @CsvSource({"0, 0", "100, 0", "150, 0.16", "200, 3.04", "400, 24.07", "800, 40.83"})
  void delayCostsWhatTheFormulaSays(double oneWayMs, double impairment) {
    assertThat(EModel.delay(oneWayMs)).isCloseTo(impairment, within(0.01));
  }

  /// G.113 appendix IV gives AMR-WB at 12.65 kbit/s an impairment of 13 and a robustness of 4.3; of
  /// those the formula of G.107.1 makes these.
  @ParameterizedTest
  @CsvSource({"0, 13", "1, 28.47", "4.3, 54"})
  void lossCostsWhatTheFormulaSays(double lossPercent, double impairment) {
    assertThat(EModel.equipment(13, 4.3, lossPercent)).isCloseTo(impairment, within(0.01));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 30, 42",
    "10, 30, 41",
    "80, 30, 35",
    "200, 30, 28",
    "0, 400, 34",
    "1000, 800, 10"
  })
  void ofALineItIsInTenths(int lossPermille, double oneWayMs, int tenths) {
    assertThat(EModel.mosTenths(lossPermille, oneWayMs)).isEqualTo(tenths);
  }

  /// The polynomial alone dips below 1 under a rating of 6.5.
  @Test
  void noLineIsOffTheScaleAndNoneGainsByLossOrDelay() {
    for (int loss = 0; loss <= 1_000; loss += 5) {
      for (int oneWayMs = 0; oneWayMs <= 2_000; oneWayMs += 25) {
        int tenths = EModel.mosTenths(loss, oneWayMs);
        assertThat(tenths).as("%d ‰, %d ms", loss, oneWayMs).isBetween(10, 45);
        assertThat(EModel.mosTenths(loss + 5, oneWayMs)).isLessThanOrEqualTo(tenths);
        assertThat(EModel.mosTenths(loss, oneWayMs + 25)).isLessThanOrEqualTo(tenths);
      }
    }
  }

  @Test
  void theBestOfTheWiderScaleIsTheBestOfTheOldOne() {
    assertThat(EModel.BEST / EModel.SCALE).isEqualTo(100);
    assertThat(EModel.mos(EModel.BEST / EModel.SCALE)).isEqualTo(4.5);
  }

  @Test
  void theWorseDirectionOfALineCounts() {
    var clean = new LinePoint(500, 0, 500, 0, 2, 30);
    var deafOneWay = new LinePoint(500, 0, 500, 200, 2, 30);
    assertThat(clean.mosTenths()).isEqualTo(42);
    assertThat(deafOneWay.lossPermille()).isEqualTo(200);
    assertThat(deafOneWay.lossOutPermille()).isEqualTo(400);
    assertThat(deafOneWay.mosTenths()).isLessThan(25);
  }

  @Test
  void aRoundTripThatIsNotKnownCountsAsNone() {
    assertThat(EModel.oneWayMs(-1, 0)).isEqualTo(26.5);
    assertThat(EModel.oneWayMs(200, 20)).isEqualTo(166.5);
  }
}
