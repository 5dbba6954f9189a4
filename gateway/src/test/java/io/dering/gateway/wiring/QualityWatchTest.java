package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.gateway.rest.CallLines;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegStats;
import io.dering.media.quality.LinePoint;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import io.dering.media.quality.QualitySeries;
import io.vertx.core.json.DecodeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// REP-1: what is kept of a call's lines comes back as it was.
final class QualityWatchTest {
  @Test
  void whatIsStoredIsReadAgain() {
    var series = new QualitySeries();
    series.add(0, reading(0, 0, -1), null);
    series.add(5_000, reading(250, 3, -1), null);
    long atMs = 10_000;
    for (PagePoint.Microphone microphone : PagePoint.Microphone.values()) {
      series.page(new PagePoint(5_000, 60, 45, 23, 34, 2_250, 127, 0, microphone));
      series.add(atMs, reading(500, 3, 80), reading(100, 0, 20));
      atMs += QualitySeries.EVERY_MS;
    }
    String text = SeriesText.write(series);
    assertThat(text)
        .startsWith("{\"every_ms\":5000,\"points\":[[5000,[253,3,250,0,4,-1],[],[]],[10000,");
    CallLines read = SeriesText.read(text);
    assertThat(read.everyMs()).isEqualTo(5_000);
    assertThat(read.points()).isEqualTo(series.points()).hasSize(4);
  }

  /// The log outlives the gateway that wrote it.
  @Test
  void whatAnEarlierGatewayStoredIsReadAsWell() {
    String text = "{\"every_ms\":5000,\"points\":[[5000,12,4,-1,-1,-1,-1],[10000,0,4,80,3,2,9]]}";
    assertThat(SeriesText.read(text).points())
        .isEqualTo(
            List.of(
                new QualityPoint(5_000, new LinePoint(500, 6, 500, 6, 4, -1), null, null),
                new QualityPoint(
                    10_000,
                    new LinePoint(500, 0, 500, 0, 4, 80),
                    new LinePoint(500, 1, 500, 2, 2, 9),
                    null)));
  }

  /// A point of a later gateway, or a broken one, between two that are whole.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[10000,[253,3,250,0,4,-1],[],[5000,60,45,23,34,2250,127,0,\"UNPLUGGED\"]]",
        "[10000,[253,3,250,0,4,-1],[],[5000,60,45,23,34,2250,127,0]]",
        "[10000,[253,3,250,0,4,-1],[1,2,3],[]]",
        "[10000,[253,3,250,0,4,-1],[\"a\",0,0,0,0,0],{}]",
        "[10000,[253,3,250,0,4,-1]]",
        "[10000,[253,3,250,0,4,-1],null,null,[7]]",
        "[10000,[253,3,250,0,4,-1],[],[],[],[],[]]"
      })
  void whatCannotBeReadInAPointIsNotKnownAndAllElseIs(String point) {
    LinePoint line = new LinePoint(253, 3, 250, 0, 4, -1);
    assertThat(among(point))
        .containsExactly(
            new QualityPoint(5_000, line, null, null),
            new QualityPoint(10_000, line, null, null),
            new QualityPoint(15_000, line, null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[null,[],[],[]]", "[\"soon\",[],[],[]]", "7", "null", "{}"})
  void whatHasNoTimeIsNoPoint(String point) {
    assertThat(among(point)).extracting(QualityPoint::atMs).containsExactly(5_000L, 15_000L);
  }

  /// It does not pass for a call that nothing was measured of.
  @Test
  void textThatIsNoJsonIsAFailure() {
    assertThatThrownBy(() -> SeriesText.read("{\"every_ms\":5000,\"points\":[[5000,"))
        .isInstanceOf(DecodeException.class);
  }

  private static List<QualityPoint> among(String point) {
    String text =
        "{\"every_ms\":5000,\"points\":[%s,%s,%s]}".formatted(whole(5_000), point, whole(15_000));
    return SeriesText.read(text).points();
  }

  private static String whole(long atMs) {
    return "[%d,[253,3,250,0,4,-1],[],[]]".formatted(atMs);
  }

  private static QualitySeries.Reading reading(long packets, long lost, int roundTripMs) {
    return new QualitySeries.Reading(
        "leg",
        new LegStats.Snapshot(
            packets,
            0,
            packets,
            0,
            lost,
            4_000_000,
            0,
            0,
            roundTripMs < 0 ? -1 : roundTripMs * 1_000_000L,
            0,
            new long[LegDrop.values().length]));
  }
}
