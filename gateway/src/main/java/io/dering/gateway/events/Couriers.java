package io.dering.gateway.events;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A courier for each endpoint there is. Any thread.
public final class Couriers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Couriers.class);

  private final Courier.Ports ports;
  private final Map<String, Courier> couriers = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public Couriers(
      EventLog events,
      Outbox outbox,
      WebhookTarget target,
      WebhookSender sender,
      InstantSource clock) {
    ports = new Courier.Ports(events, outbox, target, sender, clock);
  }

  /// Sets out for every endpoint that is stored; blocks on the disk.
  public void start() {
    ports.outbox().endpoints().forEach(endpoint -> set(endpoint.id()));
  }

  /// There is this endpoint, or it is another now.
  public void set(String endpoint) {
    if (!closed) {
      couriers
          .computeIfAbsent(
              endpoint,
              id -> {
                Courier courier = new Courier(id, ports);
                Thread.ofVirtual().name("dering-courier-" + id).start(courier);
                return courier;
              })
          .wake();
    }
  }

  /// The endpoint is gone.
  public void remove(String endpoint) {
    Courier courier = couriers.remove(endpoint);
    if (courier != null) {
      courier.stop();
    }
  }

  /// Endpoints that did not answer the last attempt.
  public long failing() {
    return couriers.values().stream().filter(Courier::isFailing).count();
  }

  /// Something happened, and is durable.
  public void wake() {
    couriers.values().forEach(Courier::wake);
  }

  /// What is on its way may still arrive, and is sent again by the next process.
  @Override
  public void close() {
    closed = true;
    couriers.values().forEach(Courier::stop);
    if (!couriers.isEmpty()) {
      LOG.info("Events for {} webhooks wait for the next start", couriers.size());
    }
    couriers.clear();
  }
}
