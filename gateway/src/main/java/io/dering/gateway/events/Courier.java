package io.dering.gateway.events;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries the events of one endpoint, the oldest first and one at a time, on one virtual thread.
///
/// An event that the receiver refuses does not hold up those behind it; a receiver that does not
/// answer does. What was sent and not noted, because the process died in between, is sent again
/// under the same id.
final class Courier implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int PAGE = 100;

  /// How long without a signal until it looks all the same.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  private final String endpointId;
  private final Ports ports;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean signalled;
  private volatile boolean stopped;
  private volatile int failuresInRow;

  /// What a courier works with. All outlive it.
  record Ports(
      EventLog events,
      Outbox outbox,
      WebhookTarget target,
      WebhookSender sender,
      InstantSource clock) {}

  Courier(String endpointId, Ports ports) {
    this.endpointId = endpointId;
    this.ports = ports;
  }

  /// There may be something new: look now.
  void wake() {
    lock.lock();
    try {
      signalled = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the last attempt got no answer.
  boolean isFailing() {
    return failuresInRow > 0;
  }

  void stop() {
    stopped = true;
    wake();
  }

  @Override
  public void run() {
    while (!stopped) {
      Duration wait;
      try {
        wait = round();
      } catch (RuntimeException e) {
        // The store is busy or gone; the events stay where they are.
        LOG.warn("Events for {} wait: {}", endpointId, e.getClass().getSimpleName());
        wait = failed();
      }
      if (!await(wait)) {
        return;
      }
    }
  }

  /// Plans what is new and sends what is due.
  ///
  /// @return how long until something is due
  Duration round() {
    Optional<WebhookEndpoint> endpoint = live();
    if (endpoint.isEmpty()) {
      return LOOK_EVERY;
    }
    boolean more = plan(endpoint.get());
    Instant now = ports.clock().instant();
    List<Delivery> due = ports.outbox().due(endpointId, now, PAGE);
    for (Delivery delivery : due) {
      // Read anew each time: a change or a stop holds from its answer on.
      Optional<WebhookEndpoint> still = live();
      if (stopped || still.isEmpty()) {
        return LOOK_EVERY;
      }
      Duration pause = attempt(still.get(), delivery);
      if (pause.isPositive()) {
        return pause;
      }
    }
    if (more || !due.isEmpty()) {
      return Duration.ZERO;
    }
    return ports
        .outbox()
        .nextDue(endpointId)
        .map(next -> min(LOOK_EVERY, Duration.between(now, next)))
        .filter(Duration::isPositive)
        .orElse(LOOK_EVERY);
  }

  /// The endpoint as it is now; empty when it is gone or switched off.
  private Optional<WebhookEndpoint> live() {
    return ports.outbox().endpoint(endpointId).filter(WebhookEndpoint::enabled);
  }

  /// Makes deliveries of the next events.
  ///
  /// @return whether there may be more
  private boolean plan(WebhookEndpoint endpoint) {
    List<StoredEvent> events = ports.events().after(endpoint.account(), endpoint.plannedTo(), PAGE);
    if (events.isEmpty()) {
      return false;
    }
    ports
        .outbox()
        .plan(
            endpointId,
            events.stream().filter(endpoint::wants).toList(),
            events.getLast().seq(),
            ports.clock().instant())
        .join();
    return events.size() == PAGE;
  }

  /// @return how long the endpoint pauses, zero when it goes on
  private Duration attempt(WebhookEndpoint endpoint, Delivery delivery) {
    Instant now = ports.clock().instant();
    WebhookSender.Answer answer = sent(endpoint, delivery, now);
    return switch (answer) {
      case WebhookSender.Answer.Status(int code) -> {
        failuresInRow = 0;
        note(delivery, after(code, delivery, now));
        if (code == 410) {
          switchOff();
        }
        yield Duration.ZERO;
      }
      case WebhookSender.Answer.None(String failure) -> {
        note(delivery, Retry.unreachable(delivery.event(), failure, now));
        yield failed();
      }
    };
  }

  private WebhookSender.Answer sent(WebhookEndpoint endpoint, Delivery delivery, Instant now) {
    try {
      return switch (ports.target().find(endpoint.url())) {
        case WebhookTarget.Found.Refused(String code) -> new WebhookSender.Answer.None(code);
        case WebhookTarget.Found.Address to ->
            ports
                .sender()
                .send(to, new WebhookSignature(endpoint.secrets(now)), delivery.event(), now)
                .join();
      };
    } catch (RuntimeException _) {
      // A URL that nothing can be sent to: its log says so, and it does not keep others waiting.
      return new WebhookSender.Answer.None("bad_url");
    }
  }

  /// Written on this courier's thread alone.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private Duration failed() {
    return Retry.pause(++failuresInRow);
  }

  private static Delivery.Outcome after(int code, Delivery delivery, Instant now) {
    if (code >= 200 && code < 300) {
      return new Delivery.Outcome(Delivery.State.DELIVERED, now, now, code, null);
    }
    if (code == 410) {
      return new Delivery.Outcome(Delivery.State.DEAD, now, now, code, null);
    }
    return Retry.refused(delivery.event(), delivery.attempts() + 1, code, now);
  }

  private void note(Delivery delivery, Delivery.Outcome outcome) {
    ports.outbox().attempted(delivery, outcome).join();
    if (outcome.state() == Delivery.State.DEAD) {
      LOG.warn("Event {} for {} is given up", delivery.event().id(), endpointId);
    }
  }

  /// 410: the receiver wants nothing any more. What waits stays, for the day it is switched on.
  private void switchOff() {
    LOG.warn("Webhook {} answered 410 and is switched off", endpointId);
    ports.outbox().switchOff(endpointId).join();
  }

  /// @return false when it is to end
  private boolean await(Duration wait) {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      // A pause after a failure is not cut short by what is new.
      while (!stopped && nanos > 0 && (failuresInRow > 0 || !signalled)) {
        nanos = woken.awaitNanos(nanos);
      }
      signalled = false;
      return !stopped;
    } catch (InterruptedException _) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
