package io.dering.media.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegStats;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// REP-1: loss, jitter and round trip of both legs over a call, in bounded room, and one word.
class QualitySeriesTest {
  private static final String CUSTOMER = "customer";
  private static final String AGENT = "agent";

  private final QualitySeries series = new QualitySeries();

  private static LegStats.Snapshot figures(
      long in, long out, long lost, int jitterMs, int roundTripMs) {
    return new LegStats.Snapshot(
        in,
        0,
        out,
        0,
        lost,
        jitterMs * 1_000_000L,
        0,
        0,
        roundTripMs < 0 ? -1 : roundTripMs * 1_000_000L,
        0,
        new long[LegDrop.values().length]);
  }

  /// `turns` looks, each 250 packets each way after the one before, of which `lost` went astray.
  private void look(int turns, int lost, int jitterMs, int roundTripMs) {
    for (int turn = 0; turn <= turns; turn++) {
      series.add(
          turn * QualitySeries.EVERY_MS,
          new QualitySeries.Reading(
              CUSTOMER,
              figures(
                  turn * (250L - lost), turn * 250L, (long) turn * lost, jitterMs, roundTripMs)),
          null);
    }
  }

  @Test
  void aPointIsWhatHappenedSinceTheLookBefore() {
    series.add(
        0,
        new QualitySeries.Reading(CUSTOMER, figures(0, 0, 0, 0, -1)),
        new QualitySeries.Reading(AGENT, figures(90_000, 80_000, 700, 9, 20)));
    series.add(
        5_000,
        new QualitySeries.Reading(CUSTOMER, figures(240, 250, 10, 12, 140)),
        new QualitySeries.Reading(AGENT, figures(90_250, 80_250, 700, 3, 18)));
    assertThat(series.points())
        .containsExactly(
            new QualityPoint(
                5_000,
                new LinePoint(250, 10, 250, 0, 12, 140),
                new LinePoint(250, 0, 250, 0, 3, 18),
                null));
    assertThat(customer(series.points().getFirst()).lossPermille()).isEqualTo(20);
  }

  /// The agent changed pages: the other leg has counted before, and that is nothing of this call.
  @Test
  void anotherLegBeginsItsOwnCount() {
    look(1, 0, 2, 30);
    series.add(
        10_000,
        new QualitySeries.Reading(CUSTOMER, figures(500, 500, 0, 2, 30)),
        new QualitySeries.Reading("one tab", figures(5_000, 5_000, 100, 2, 30)));
    series.add(
        15_000,
        new QualitySeries.Reading(CUSTOMER, figures(750, 750, 0, 2, 30)),
        new QualitySeries.Reading("another tab", figures(9_000, 9_000, 900, 2, 30)));
    assertThat(series.points()).allMatch(point -> point.agent() == null);
  }

  /// A leg that is gone answers zero: not a burst of loss, but nothing known.
  @Test
  void aLegThatIsGoneSaysNothing() {
    look(2, 0, 2, 30);
    series.add(15_000, new QualitySeries.Reading(CUSTOMER, LegStats.Snapshot.ZERO), null);
    assertThat(series.points()).hasSize(2);
  }

  /// However long a call is: at most 720 points, which stand for longer, and lose nothing.
  @Test
  void aLongCallIsThinnedAndKeepsItsCounts() {
    look(1_000, 1, 3, 40);
    assertThat(series.points()).hasSizeBetween(QualitySeries.MOST / 2, QualitySeries.MOST);
    assertThat(series.everyMs()).isEqualTo(10_000);
    assertThat(
            series.points().stream()
                .map(QualitySeriesTest::customer)
                .mapToLong(line -> line.in() + line.out())
                .sum())
        .isEqualTo(500_000);
    assertThat(series.points().stream().mapToLong(point -> customer(point).lostIn()).sum())
        .isEqualTo(1_000);
    assertThat(series.points().getLast().atMs()).isEqualTo(5_000_000);
    assertThat(series.points())
        .isSortedAccordingTo((one, other) -> Long.compare(one.atMs(), other.atMs()));
  }

  /// An hour is kept as it was measured: 5 s for each point.
  @Test
  void anHourIsNotThinned() {
    look(QualitySeries.MOST - 1, 0, 3, 40);
    assertThat(series.points()).hasSize(QualitySeries.MOST - 1);
    assertThat(series.everyMs()).isEqualTo(5_000);
  }

  /// What the page says belongs to the point after it, once; its round trip stands where no report
  /// has told ours.
  @Test
  void whatThePageSaysIsPartOfTheNextPoint() {
    look(1, 0, 3, 40);
    series.page(report(4_000, 20, 35, 10));
    series.page(report(1_000, 80, 30, 20));
    for (int turn = 0; turn < 3; turn++) {
      series.add(
          10_000 + turn * 5_000L,
          new QualitySeries.Reading(CUSTOMER, figures(500 + turn, 500, 0, 3, 40)),
          new QualitySeries.Reading(AGENT, figures(turn, turn, 0, 1, -1)));
      if (turn == 0) {
        series.page(report(5_000, 0, 127, 25));
      }
    }
    assertThat(series.points().get(1).page())
        .isEqualTo(
            new PagePoint(5_000, 100, 60, 20, 30, 2_000, 40, 1_000, PagePoint.Microphone.LIVE));
    assertThat(Objects.requireNonNull(series.points().get(1).page()).concealedPermille())
        .isEqualTo(20);
    assertThat(Objects.requireNonNull(series.points().get(2).agent()).roundTripMs()).isEqualTo(25);
    assertThat(series.points().get(3).page()).isNull();
    assertThat(Objects.requireNonNull(series.points().get(3).agent()).roundTripMs()).isEqualTo(-1);
  }

  private static PagePoint report(int spanMs, int concealedMs, int agentLevel, int roundTripMs) {
    return new PagePoint(
        spanMs,
        concealedMs,
        60,
        roundTripMs,
        agentLevel,
        1_000,
        40,
        500,
        PagePoint.Microphone.LIVE);
  }

  @Test
  void theWordIsThatOfTheDocumentedThresholds() {
    assertThat(word(0, 3, 40)).isEqualTo(QualityWord.GOOD);
    assertThat(word(5, 30, 300)).isEqualTo(QualityWord.GOOD);
    assertThat(word(6, 3, 40)).isEqualTo(QualityWord.FAIR);
    assertThat(word(0, 31, 40)).isEqualTo(QualityWord.FAIR);
    assertThat(word(0, 3, 301)).isEqualTo(QualityWord.FAIR);
    assertThat(word(26, 3, 40)).isEqualTo(QualityWord.POOR);
    assertThat(word(0, 61, 40)).isEqualTo(QualityWord.POOR);
    assertThat(word(0, 3, 501)).isEqualTo(QualityWord.POOR);
    assertThat(new QualitySeries().word()).isEmpty();
  }

  /// One bad moment of ten does not make a bad call.
  @Test
  void aQuarterOfTheCallMayBeWorse() {
    look(9, 0, 3, 40);
    series.add(
        50_000, new QualitySeries.Reading(CUSTOMER, figures(2_500, 2_500, 0, 200, 900)), null);
    assertThat(series.word()).contains(QualityWord.GOOD);
  }

  private static LinePoint customer(QualityPoint point) {
    return Objects.requireNonNull(point.customer());
  }

  private static QualityWord word(int lostOf500, int jitterMs, int roundTripMs) {
    var test = new QualitySeriesTest();
    test.look(8, lostOf500, jitterMs, roundTripMs);
    return test.series.word().orElseThrow();
  }
}
