package io.dering.gateway.wiring;

import io.dering.gateway.conductor.TurnObserver;
import io.dering.gateway.events.Couriers;
import io.dering.gateway.events.WebhookSender;
import io.dering.gateway.events.WebhookTarget;
import io.dering.gateway.metrics.Metric;
import io.dering.gateway.metrics.Metrics;
import io.dering.gateway.rest.EventRoutes;
import io.dering.gateway.rest.EventStreams;
import io.dering.gateway.rest.Resource;
import io.dering.gateway.rest.WebhookEndpointRoutes;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.activity.ActivityRecord;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// What tells backends: woken by every durable record, reading on from there by itself.
final class EventPlane implements TurnObserver, AutoCloseable {
  private final CallStore store;
  private final Sources sources;
  private final WebhookTarget target;
  private final WebhookSender sender;
  private final Couriers couriers;
  private final EventStreams streams;

  /// What it works with.
  record Sources(Executor blocking, InstantSource clock, RandomGenerator random) {}

  /// @param local whether anything may be sent to this machine: under `dev` alone
  EventPlane(CallStore store, Vertx vertx, boolean local, Sources sources) {
    this.store = store;
    this.sources = sources;
    target = new WebhookTarget(local);
    sender = new WebhookSender(vertx);
    couriers = new Couriers(store.events(), store.webhooks(), target, sender, sources.clock());
    streams = new EventStreams(store.events(), sources.blocking());
  }

  /// Where anything of ours may be sent.
  WebhookTarget target() {
    return target;
  }

  /// Puts its figures among the others.
  void watch(Metrics metrics) {
    metrics.gauge(Metric.WEBHOOKS_FAILING, couriers::failing);
    metrics.gauge(Metric.EVENT_STREAMS, streams::count);
  }

  /// Goes on with what the last process did not deliver.
  void start() {
    couriers.start();
  }

  @Override
  public void stored(List<ActivityRecord> records) {
    couriers.wake();
    streams.wake();
  }

  List<Resource> resources() {
    return List.of(
        new EventRoutes(store.events(), sources.blocking(), streams),
        new WebhookEndpointRoutes(
            store.webhooks(),
            couriers,
            target,
            new WebhookEndpointRoutes.Sources(
                sources.random(), sources.clock(), sources.blocking())));
  }

  @Override
  public void close() {
    streams.close();
    couriers.close();
    sender.close();
  }
}
