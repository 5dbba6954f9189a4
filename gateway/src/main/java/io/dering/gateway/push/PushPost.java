package io.dering.gateway.push;

import io.dering.gateway.events.WebhookTarget;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Sends what the switchboards want browsers to be told, and tells them what was not taken. Any
/// thread.
///
/// What one browser is told of one call goes one after the other, so that the end of a ringing
/// never overtakes its beginning, and is not sent where the beginning was refused. A service that
/// does not answer is asked once more.
public final class PushPost implements AutoCloseable {
  /// Pushes under way at a time, each some kilobytes; more would be late anyway.
  public static final int MOST_AT_ONCE = 500;

  private static final int ATTEMPTS = 2;

  private final PushClient client;
  private final Executor blocking;
  private final PushMeter meter;
  private final Semaphore places;
  private final Map<Line, CompletableFuture<PushOutcome>> lines = new ConcurrentHashMap<>();

  private record Line(CallId call, PushDeviceId device) {}

  /// Where threads, time and randomness come from.
  ///
  /// @param blocking runs each push on a thread that may wait
  /// @param mostAtOnce how many pushes may be under way: [#MOST_AT_ONCE]
  public record Sources(
      Executor blocking, InstantSource clock, SecureRandom random, int mostAtOnce) {}

  /// How the gateway makes itself known to push services.
  ///
  /// @param subject whom they may write to, a `mailto:` or `https:` URL; empty: nobody
  public record Sender(VapidKey key, String subject) {}

  public PushPost(
      Vertx vertx, WebhookTarget target, Sender sender, PushMeter meter, Sources sources) {
    this.blocking = sources.blocking();
    this.meter = meter;
    this.places = new Semaphore(sources.mostAtOnce());
    this.client =
        new PushClient(
            vertx,
            target,
            new VapidToken(sender.key(), sender.subject()),
            sources.mostAtOnce(),
            new PushClient.Sources(sources.clock(), sources.random()));
  }

  /// Sends to each device; returns at once.
  ///
  /// @param facts told of each announcement that was not taken
  public void release(Command.ForPush push, Consumer<Fact> facts) {
    PushMessage message = PushMessage.of(push);
    for (PushDevice device : push.to()) {
      Line line = new Line(push.call(), device.id());
      CompletableFuture<PushOutcome> sent =
          lines.compute(
              line,
              (_, before) -> {
                boolean first = push instanceof Command.PushRinging;
                return before == null
                    ? CompletableFuture.supplyAsync(() -> attempt(device, message), blocking)
                    : before.thenApplyAsync(
                        outcome ->
                            first || outcome == PushOutcome.SENT
                                ? attempt(device, message)
                                : outcome,
                        blocking);
              });
      var _ =
          sent.whenComplete((outcome, failure) -> {
            lines.remove(line, sent);
            if (push instanceof Command.PushRinging ringing
                && (failure != null || outcome != PushOutcome.SENT)) {
              facts.accept(
                  new Fact.PushRefused(
                      ringing.call(),
                      ringing.agent(),
                      device.id(),
                      ringing.announcement(),
                      outcome == PushOutcome.GONE));
            }
          });
    }
  }

  private PushOutcome attempt(PushDevice device, PushMessage message) {
    if (!places.tryAcquire()) {
      meter.pushed(PushOutcome.OVERLOADED);
      return PushOutcome.OVERLOADED;
    }
    try {
      PushOutcome outcome = client.send(device, message);
      for (int i = 1; i < ATTEMPTS && outcome == PushOutcome.NO_ANSWER; i++) {
        outcome = client.send(device, message);
      }
      meter.pushed(outcome);
      return outcome;
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
