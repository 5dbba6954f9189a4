package io.dering.gateway.metrics;

import io.dering.gateway.agents.DeskClose;
import io.dering.gateway.agents.DeskMeter;
import io.dering.gateway.graph.GraphMeter;
import io.dering.gateway.graph.GraphOutcome;
import io.dering.gateway.graph.GraphRequest;
import io.dering.gateway.push.PushMeter;
import io.dering.gateway.push.PushOutcome;
import io.dering.gateway.recordings.RecordingMeter;
import io.dering.gateway.recordings.RecordingOutcome;
import io.dering.gateway.webhook.WebhookMeter;
import io.dering.gateway.webhook.WebhookOutcome;
import java.time.Duration;

/// What the edges count: webhooks, requests to Meta, agents' sockets, pushes, recordings. Any
/// thread.
public final class EdgeMeters
    implements WebhookMeter, GraphMeter, DeskMeter, PushMeter, RecordingMeter {
  private final Metrics metrics;

  public EdgeMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void answered(WebhookOutcome outcome, long nanos) {
    metrics.record(Metric.WEBHOOK, Duration.ofNanos(nanos));
    metrics.count(Metric.WEBHOOKS, Label.value(outcome));
  }

  @Override
  public void attempted(GraphRequest request, GraphOutcome outcome, long nanos) {
    metrics.record(
        Metric.GRAPH, Duration.ofNanos(nanos), Label.value(request), Label.value(outcome));
  }

  @Override
  public void pushed(PushOutcome outcome) {
    metrics.count(Metric.PUSHES, Label.value(outcome));
  }

  @Override
  public void attempted(RecordingOutcome outcome) {
    metrics.count(Metric.RECORDINGS, Label.value(outcome));
  }

  @Override
  public void refused() {
    metrics.count(Metric.DESK_CLOSED, Label.value(DeskClose.OVERLOADED));
  }

  @Override
  public void connected() {
    // Agents by state are a gauge of the switchboard's.
  }

  @Override
  public void disconnected(DeskClose why) {
    metrics.count(Metric.DESK_CLOSED, Label.value(why));
  }
}
