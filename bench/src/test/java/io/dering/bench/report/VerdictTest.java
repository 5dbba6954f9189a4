package io.dering.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final Bars BARS =
      Bars.of(
          Bar.atMost("loss_percent", "frames lost", 0.1, "%"),
          Bar.atLeast("complete_per_second", "complete calls", 150, "/s"));

  @Test
  void whatIsExactlyOnTheBarIsHeld() {
    Verdict verdict = BARS.judge(Map.of("loss_percent", 0.1, "complete_per_second", 150.0));
    assertThat(verdict.held()).isTrue();
    assertThat(verdict.sentence()).isEqualTo("HELD: all 2 bars");
  }

  @Test
  void oneMissedBarIsEnough() {
    Verdict verdict = BARS.judge(Map.of("loss_percent", 0.0, "complete_per_second", 149.9));
    assertThat(verdict.held()).isFalse();
    assertThat(verdict.missed())
        .extracting(one -> one.bar().key())
        .containsExactly("complete_per_second");
    assertThat(verdict.sentence()).isEqualTo("NOT HELD: 1 of 2 bars missed");
  }

  @Test
  void whatWasNotMeasuredIsNotHeld() {
    assertThat(BARS.judge(Map.of("loss_percent", Double.NaN)).missed()).hasSize(2);
  }

  @Test
  void aBarCanBeMovedByItsName() {
    Bars moved = BARS.moved(Map.of("complete_per_second", 20.0));
    assertThat(moved.judge(Map.of("loss_percent", 0.0, "complete_per_second", 25.0)).held())
        .isTrue();
  }

  @Test
  void aBarThatDoesNotExistIsNotPassedOver() {
    assertThatThrownBy(() -> BARS.moved(Map.of("loss", 5.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no bar is called loss; there are loss_percent, complete_per_second");
  }
}
