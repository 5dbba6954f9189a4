package io.dering.gateway.conductor;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.InboxEntry;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.WebhookReader;
import io.dering.signaling.meta.WebhookResult;
import io.dering.signaling.switchboard.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a verified webhook to the switchboards: stored first, then answered, then handled, then
/// marked in the same commit as the records of its effect. Any thread.
///
/// D1: what was answered 200 has its effect after any crash, because the next start feeds whatever
/// is stored and not marked ([#resume]). Feeding twice is harmless: facts may come any number of
/// times.
public final class WebhookIntake {
  /// Bodies waiting for the disk: more rides out longer stalls, less bounds memory (3 MB each).
  private static final long MAX_WAITING_BYTES = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(WebhookIntake.class);

  private final CallStore store;
  private final @Nullable Conductor fallback;
  private final Map<ChannelId, Conductor> conductors;
  private final AtomicLong waitingBytes = new AtomicLong();

  /// @param conductors by the channels of their accounts
  /// @param fallback who gets the facts of an unknown channel, and rejects its calls; null where
  ///   there are several accounts: what is said of one's number is not shown to another
  public WebhookIntake(
      CallStore store, Map<ChannelId, Conductor> conductors, @Nullable Conductor fallback) {
    this.store = store;
    this.conductors = Map.copyOf(conductors);
    this.fallback = fallback;
  }

  /// Stores the body and hands its facts over. The future completes when the body is durable and
  /// the answer may be 200. It fails with [Overloaded] (503) or `StoreFailure` (503); the webhook
  /// then has no effect. Completes on the store's thread: hop before doing anything long.
  ///
  /// @param raw the body, whose signature has been verified; ours from now on
  /// @return whether each fact is about a number that somebody here has; the others come to nothing
  public CompletableFuture<Boolean> accept(byte[] raw, List<Fact.FromMeta> all) {
    List<Fact.FromMeta> facts = known(all);
    Map<Conductor, Integer> places = new LinkedHashMap<>();
    facts.forEach(fact -> places.merge(of(fact), 1, Integer::sum));
    if (!reserve(raw.length, places)) {
      return CompletableFuture.failedFuture(
          new Overloaded("The gateway is stopping, or more webhooks wait than may."));
    }
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    CompletableFuture<Long> _ =
        store
            .receive(raw)
            .whenComplete((id, failure) -> {
              waitingBytes.addAndGet(-raw.length);
              if (failure == null) {
                feed(id, facts, true);
                answer.complete(facts.size() == all.size());
              } else {
                places.forEach((conductor, count) -> conductor.queue().giveBack(count));
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  /// Feeds the webhooks that were answered by the last process and not handled. Call it once, after
  /// the conductors have started.
  ///
  /// @return how many there were
  public int resume() {
    List<InboxEntry> entries = store.log().unprocessed();
    for (InboxEntry entry : entries) {
      switch (WebhookReader.read(entry.body())) {
        case WebhookResult.Read read -> feed(entry.id(), known(read.facts()), false);
        case WebhookResult.Refused refused -> {
          LOG.warn("A stored webhook cannot be read any more: {}", refused.reason());
          feed(entry.id(), List.of(), false);
        }
      }
    }
    return entries.size();
  }

  private boolean reserve(int bytes, Map<Conductor, Integer> places) {
    if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES) {
      waitingBytes.addAndGet(-bytes);
      places.keySet().stream().findFirst().ifPresent(one -> one.observer().refused());
      return false;
    }
    Map<Conductor, Integer> taken = new LinkedHashMap<>();
    for (Map.Entry<Conductor, Integer> place : places.entrySet()) {
      Conductor conductor = place.getKey();
      if (conductor.state() != Conductor.State.RUNNING
          || !conductor.queue().reserve(place.getValue())) {
        taken.forEach((other, count) -> other.queue().giveBack(count));
        waitingBytes.addAndGet(-bytes);
        conductor.observer().refused();
        return false;
      }
      taken.put(conductor, place.getValue());
    }
    return true;
  }

  private void feed(long id, List<Fact.FromMeta> facts, boolean placed) {
    if (facts.isEmpty()) {
      markWithoutEffect(id);
      return;
    }
    boolean shared = facts.stream().map(this::of).distinct().count() > 1;
    InboxTicket ticket = new InboxTicket(id, facts.size(), shared);
    for (Fact.FromMeta fact : facts) {
      Conductor conductor = of(fact);
      conductor.queue().add(fact, ticket, placed, conductor.nanos());
    }
  }

  /// If this mark is lost, the next start reads the body again and marks it again.
  private void markWithoutEffect(long id) {
    CompletableFuture<Void> _ = store.append(List.of(), List.of(id));
  }

  private List<Fact.FromMeta> known(List<Fact.FromMeta> facts) {
    return fallback == null
        ? facts.stream().filter(fact -> conductors.containsKey(fact.channel())).toList()
        : facts;
  }

  private Conductor of(Fact.FromMeta fact) {
    return Objects.requireNonNull(conductors.getOrDefault(fact.channel(), fallback));
  }
}
