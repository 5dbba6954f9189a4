package io.dering.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceptionStatisticsTest {
  private static final int CLOCK_RATE = 48_000;
  private static final long FRAME_NANOS = 20_000_000;
  private static final int FRAME_TICKS = 960;

  /// The model knows each packet's place in the stream, keeps no 16-bit number and computes jitter
  /// in floating point.
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void lossReorderAndDuplicatesGiveTheCountsOfAModelThatSeesAll(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int first = random.nextInt(65_536);
    int firstTimestamp = random.nextInt();
    ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
    long highest = 0;
    long received = 0;
    long expectedBefore = 0;
    long receivedBefore = 0;
    double jitter = 0;
    double lastTransit = Double.NaN;
    for (long packet = 0; packet < 200_000; packet++) {
      long place = packet;
      if (packet > 100) {
        int event = random.nextInt(100);
        if (event < 5) {
          continue;
        } else if (event < 8) {
          place = packet - 1 - random.nextInt(30);
        }
      }
      long nowNanos = packet * FRAME_NANOS + random.nextInt(10_000_000);
      statistics.receive(
          (int) ((first + place) & 0xFFFF), (int) (firstTimestamp + place * FRAME_TICKS), nowNanos);
      received++;
      highest = Math.max(highest, place);
      double transit = nowNanos * 48e-6 - place * (double) FRAME_TICKS;
      if (!Double.isNaN(lastTransit)) {
        jitter += (Math.abs(transit - lastTransit) - jitter) / 16;
      }
      lastTransit = transit;
      if (packet % 997 == 0) {
        long expected = highest + 1;
        assertThat(statistics.expected()).isEqualTo(expected);
        assertThat(statistics.received()).isEqualTo(received);
        assertThat(statistics.cumulativeLost()).isEqualTo((int) (expected - received));
        assertThat(statistics.extendedHighestSequenceNumber()).isEqualTo((int) (first + highest));
        assertThat(statistics.jitterTicks()).isCloseTo((int) jitter, within(2));
        long lost = expected - expectedBefore - (received - receivedBefore);
        int fraction = (int) Math.max(0, lost * 256 / (expected - expectedBefore));
        assertThat(statistics.endInterval()).isEqualTo(fraction);
        expectedBefore = expected;
        receivedBefore = received;
      }
    }
    assertThat(statistics.cumulativeLost()).isPositive();
  }

  @Test
  void aSourceThatHasSentNothingHasNothingToReport() {
    ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
    assertThat(statistics.expected()).isZero();
    assertThat(statistics.cumulativeLost()).isZero();
    assertThat(statistics.endInterval()).isZero();
    assertThat(statistics.ssrc()).isEqualTo(9);
  }

  @Test
  void oneStrayNumberIsIgnoredAndTwoInARowAreARestart() {
    ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
    long nowNanos = 0;
    for (int i = 0; i < 10; i++) {
      statistics.receive(i, i * FRAME_TICKS, nowNanos += FRAME_NANOS);
    }
    statistics.receive(30_000, 0, nowNanos += FRAME_NANOS);
    assertThat(statistics.expected()).isEqualTo(10);
    assertThat(statistics.received()).isEqualTo(10);
    statistics.receive(10, 10 * FRAME_TICKS, nowNanos += FRAME_NANOS);
    statistics.receive(30_001, 0, nowNanos += FRAME_NANOS);
    assertThat(statistics.received()).isEqualTo(11);
    statistics.receive(30_002, FRAME_TICKS, nowNanos += FRAME_NANOS);
    assertThat(statistics.received()).isEqualTo(1);
    assertThat(statistics.expected()).isEqualTo(1);
    assertThat(statistics.extendedHighestSequenceNumber()).isEqualTo(30_002);
  }

  @Test
  void duplicatesCanOutnumberLossesAndTheFractionStaysZero() {
    ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
    for (int i = 0; i < 4; i++) {
      statistics.receive(100, 0, i);
    }
    assertThat(statistics.cumulativeLost()).isEqualTo(-3);
    assertThat(statistics.endInterval()).isZero();
  }

  @Test
  void evenArrivalsHaveNoJitterAtAnyAgeOfTheClock() {
    for (long start : new long[] {0, Long.MIN_VALUE / 2, Long.MAX_VALUE - 10 * FRAME_NANOS}) {
      ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
      for (int i = 0; i < 10; i++) {
        statistics.receive(i, i * FRAME_TICKS, start + i * FRAME_NANOS);
      }
      assertThat(statistics.jitterTicks()).isZero();
    }
  }

  @Test
  void jitterDoesNotNoticeThatTheClockWraps() {
    ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
    long nowNanos = Long.MAX_VALUE - 50 * FRAME_NANOS;
    for (int packet = 0; packet < 100; packet++) {
      statistics.receive(packet, packet * FRAME_TICKS, nowNanos);
      nowNanos += FRAME_NANOS;
    }
    assertThat(nowNanos).isNegative();
    assertThat(statistics.jitterTicks()).isZero();
    assertThat(statistics.cumulativeLost()).isZero();
  }

  /// Found by fuzzing: it overflowed and was reported as negative.
  @Test
  void timestampsThatLeapHalfTheirRangeLeaveAJitterThatIsStillANumber() {
    ReceptionStatistics statistics = new ReceptionStatistics(9, CLOCK_RATE);
    for (int packet = 0; packet < 1_000; packet++) {
      statistics.receive(packet, packet % 2 * Integer.MIN_VALUE, 0);
      assertThat(statistics.jitterTicks()).isNotNegative();
    }
  }
}
