package io.dering.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.agents.DeskClose;
import io.dering.gateway.graph.GraphOutcome;
import io.dering.gateway.graph.GraphRequest;
import io.dering.gateway.recordings.RecordingOutcome;
import io.dering.gateway.webhook.WebhookOutcome;
import org.junit.jupiter.api.Test;

final class EdgeMetersTest {
  @Test
  void webhooksGraphAndSocketsAreCountedByTheirResult() {
    try (Metrics metrics = new Metrics()) {
      EdgeMeters meters = new EdgeMeters(metrics);
      meters.answered(WebhookOutcome.TAKEN, 4_000_000);
      meters.answered(WebhookOutcome.SIGNATURE_REFUSED, 1_000_000);
      meters.attempted(GraphRequest.PRE_ACCEPT, GraphOutcome.REFUSED, 100_000_000);
      meters.attempted(GraphRequest.READ_SETTINGS, GraphOutcome.NOT_SENT, 100_000_000);
      meters.attempted(RecordingOutcome.KEPT);
      meters.connected();
      meters.disconnected(DeskClose.SILENT);
      meters.refused();

      assertThat(metrics.scrape())
          .contains("dering_webhooks_total{result=\"taken\"} 1.0")
          .contains("dering_webhooks_total{result=\"signature_refused\"} 1.0")
          .contains("dering_webhook_seconds_bucket{le=\"0.005\"} 2")
          .contains("dering_graph_seconds_count{action=\"pre_accept\",result=\"refused\"} 1")
          .contains("dering_graph_seconds_count{action=\"read_settings\",result=\"not_sent\"} 1")
          .contains("dering_recordings_total{result=\"kept\"} 1.0")
          .contains("dering_desk_closed_total{reason=\"silent\"} 1.0")
          .contains("dering_desk_closed_total{reason=\"overloaded\"} 1.0");
    }
  }
}
