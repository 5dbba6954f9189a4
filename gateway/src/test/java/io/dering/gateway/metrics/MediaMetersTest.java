package io.dering.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.HandshakeRuling;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegStats;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaTotals;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MediaMetersTest {
  // The ordinals are LegStats' own layout.
  @SuppressWarnings("EnumOrdinal")
  @Test
  void theMediaPlanesCountersAreExportedBySideAndReason() {
    long[] drops = new long[LegDrop.values().length];
    drops[LegDrop.NOT_AUTHENTIC.ordinal()] = 5;
    LegStats.Snapshot customer =
        new LegStats.Snapshot(100, 6_000, 90, 5_400, 3, 20_000_000, 2, 7_000_000, 1, 0, drops);
    try (Metrics metrics = new Metrics()) {
      MediaMeters meters =
          new MediaMeters(
              metrics,
              () ->
                  new MediaTotals(
                      customer,
                      LegStats.Snapshot.ZERO,
                      new MediaTotals.Held(2, 3),
                      new MediaTotals.Handshakes(5, Map.of(HandshakeRuling.TOO_MANY_AT_ONCE, 6L)),
                      11,
                      1,
                      4,
                      new MediaTotals.Priority(true, 7, 8)));
      meters.legEnded(LegSide.CUSTOMER, customer);
      meters.legEnded(LegSide.AGENT, LegStats.Snapshot.ZERO);

      assertThat(metrics.scrape())
          .contains("dering_media_packets_total{direction=\"in\",side=\"customer\"} 100.0")
          .contains("dering_media_packets_total{direction=\"out\",side=\"agent\"} 0.0")
          .contains("dering_media_bytes_total{direction=\"out\",side=\"customer\"} 5400.0")
          .contains("dering_media_lost_packets_total{direction=\"out\",side=\"customer\"} 2.0")
          .contains("dering_media_dropped_packets_total{reason=\"not_authentic\"} 5.0")
          .contains("dering_media_dropped_packets_total{reason=\"no_leg\"} 11.0")
          .contains("dering_media_legs 2.0")
          .contains("dering_media_round_trip_seconds_count{side=\"customer\"} 1")
          .contains("dering_media_ports 3.0")
          .contains("dering_media_real_time 1.0")
          .contains("dering_media_real_time_given_up_total{reason=\"flood\"} 7.0")
          .contains("dering_media_real_time_given_up_total{reason=\"standstill\"} 8.0")
          .contains("dering_dtls_handshakes_under_way 5.0")
          .contains("dering_dtls_handshakes_total{ruling=\"too_many_at_once\"} 6.0")
          .contains("dering_dtls_handshakes_total{ruling=\"begun\"} 0.0")
          .contains("dering_media_defects_total 4.0")
          .contains("dering_media_jitter_seconds_sum{direction=\"in\",side=\"customer\"} 0.02")
          .doesNotContain("dering_media_jitter_seconds_sum{direction=\"in\",side=\"agent\"}");
    }
  }
}
