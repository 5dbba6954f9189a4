package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegStats;
import io.dering.media.quality.QualitySeries;
import org.junit.jupiter.api.Test;

/// REP-1: what is kept of a call's lines, as the API reads it again.
final class QualityWatchTest {
  @Test
  void aPointIsTimeLossJitterAndRoundTripOfBothLines() {
    var series = new QualitySeries();
    series.add(0, reading(0, 0, -1), null);
    series.add(5_000, reading(250, 3, -1), null);
    series.add(10_000, reading(500, 3, 80), reading(100, 0, 20));
    assertThat(QualityWatch.written(series))
        .isEqualTo(
            "{\"every_ms\":5000,\"points\":[[5000,5,4,-1,-1,-1,-1],[10000,0,4,80,-1,-1,-1]]}");
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
