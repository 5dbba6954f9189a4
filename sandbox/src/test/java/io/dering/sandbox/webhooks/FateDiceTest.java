package io.dering.sandbox.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FateDiceTest {
  private static final Fate AT_ONCE = new Fate(Duration.ZERO, false, false);

  @Test
  void aGoodDayHarmsNothing() {
    assertThat(draw(Misbehaviour.NONE, 1_000)).containsOnly(AT_ONCE);
  }

  @Test
  void theSameSeedDrawsTheSameFates() {
    Misbehaviour wild = wild(42);
    assertThat(draw(wild, 200)).isEqualTo(draw(wild, 200)).isNotEqualTo(draw(wild(43), 200));
  }

  @Test
  void chancesAreKeptInTheLongRun() {
    List<Fate> fates = draw(wild(7), 10_000);
    assertThat(fates.stream().filter(Fate::twice).count()).isBetween(2_800L, 3_200L);
    assertThat(fates.stream().filter(Fate::afterTerminate).count()).isBetween(1_850L, 2_150L);
    assertThat(fates.stream().filter(f -> !f.delay().isZero()).count()).isBetween(4_700L, 5_300L);
    assertThat(fates).allMatch(f -> f.delay().compareTo(Duration.ofMillis(50)) <= 0);
  }

  @Test
  void oneSwitchDoesNotMoveAnother() {
    Misbehaviour only =
        new Misbehaviour(0.3, 0, Duration.ofSeconds(3), 0, Duration.ofMillis(50), 7);
    assertThat(draw(only, 500).stream().map(Fate::twice))
        .containsExactlyElementsOf(draw(wild(7), 500).stream().map(Fate::twice).toList());
  }

  @Test
  void aTerminateIsNeverHeldBackForItself() {
    FateDice dice = new FateDice(wild(7));
    assertThat(IntStream.range(0, 1_000).mapToObj(_ -> dice.draw(false)))
        .noneMatch(Fate::afterTerminate);
  }

  @Test
  void chancesBeyondOneAreRefused() {
    assertThatThrownBy(() -> new Misbehaviour(1.1, 0, Duration.ZERO, 0, Duration.ZERO, 1))
        .hasMessageContaining("duplicate");
    assertThatThrownBy(() -> new Misbehaviour(0, Double.NaN, Duration.ZERO, 0, Duration.ZERO, 1))
        .hasMessageContaining("reorder");
  }

  private static Misbehaviour wild(long seed) {
    return new Misbehaviour(0.3, 0.2, Duration.ofSeconds(3), 0.5, Duration.ofMillis(50), seed);
  }

  private static List<Fate> draw(Misbehaviour switches, int count) {
    FateDice dice = new FateDice(switches);
    return IntStream.range(0, count).mapToObj(_ -> dice.draw(true)).toList();
  }
}
