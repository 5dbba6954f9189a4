package io.dering.media.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was put in comes out, and takes little room.
class PointLogTest {
  private final PointLog log = new PointLog();

  @Test
  void anEmptyOneHasNoPoints() {
    assertThat(log.points()).isEmpty();
    assertThat(log.size()).isZero();
  }

  @Test
  void eachPartMayBeUnknown() {
    List<QualityPoint> points = new ArrayList<>();
    for (int present = 0; present < 8; present++) {
      points.add(
          new QualityPoint(
              present * 5_000L,
              (present & 1) == 0 ? null : new LinePoint(250, 3, 251, 0, 12, -1),
              (present & 2) == 0 ? null : new LinePoint(249, 0, 250, 7, 0, 140),
              (present & 4) == 0 ? null : page(PagePoint.Microphone.MUTED)));
    }
    assertComesOut(points);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyNumberComesOutAsItWas(long seed) {
    Random random = new Random(seed);
    List<QualityPoint> points = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      points.add(
          new QualityPoint(
              any(random),
              anyLine(random),
              random.nextBoolean() ? anyLine(random) : null,
              anyPage(random)));
    }
    assertComesOut(points);
  }

  @Test
  void theLargestAndTheSmallestNumbersComeOut() {
    assertComesOut(
        List.of(
            new QualityPoint(
                Long.MAX_VALUE,
                new LinePoint(Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, Integer.MIN_VALUE, -1),
                null,
                null),
            new QualityPoint(
                Long.MIN_VALUE,
                null,
                new LinePoint(63, 64, -64, -65, Integer.MAX_VALUE, 8_191),
                null)));
  }

  /// What a call holds grows with its age, and by no more than this in an hour.
  @Test
  void anHourTakesLittleRoom() {
    for (int i = 1; i <= QualitySeries.MOST; i++) {
      log.add(
          new QualityPoint(
              i * QualitySeries.EVERY_MS,
              new LinePoint(250, 2, 250, 1, 14, 140),
              new LinePoint(250, 0, 250, 0, 3, 35),
              page(PagePoint.Microphone.LIVE)));
    }
    assertThat(log.size()).isEqualTo(QualitySeries.MOST);
    assertThat(log.room()).isLessThanOrEqualTo(QualitySeries.MOST * 48);
  }

  private void assertComesOut(List<QualityPoint> points) {
    points.forEach(log::add);
    assertThat(log.size()).isEqualTo(points.size());
    assertThat(log.points()).isEqualTo(points);
  }

  private static LinePoint anyLine(Random random) {
    return new LinePoint(
        any(random), any(random), any(random), any(random), small(random), small(random));
  }

  private static @Nullable PagePoint anyPage(Random random) {
    PagePoint.Microphone[] microphones = PagePoint.Microphone.values();
    return random.nextBoolean()
        ? null
        : new PagePoint(
            small(random),
            small(random),
            small(random),
            small(random),
            small(random),
            small(random),
            small(random),
            small(random),
            microphones[random.nextInt(microphones.length)]);
  }

  /// Of any length, since a shift by 0 to 63 leaves any.
  private static long any(Random random) {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private static int small(Random random) {
    return random.nextInt() >> random.nextInt(Integer.SIZE);
  }

  private static PagePoint page(PagePoint.Microphone microphone) {
    return new PagePoint(5_000, 20, 60, 35, 30, 2_400, 40, 1_900, microphone);
  }
}
