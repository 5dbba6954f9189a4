package io.dering.gateway.events;

import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where events are sent, and what became of each, durably. What reads blocks on the disk; futures
/// complete on the store's thread.
public interface Outbox {
  /// Adds an endpoint that gets what happens from now on.
  ///
  /// @return false when the account has `most` already; then nothing is stored
  CompletableFuture<Boolean> add(WebhookEndpoint endpoint, int most);

  /// What is to be different; null stays as it is at that moment.
  record Change(@Nullable String url, @Nullable Set<String> types, @Nullable Boolean enabled) {}

  /// Changes where and what it gets, and whether it gets anything; what two change at once is both
  /// changed.
  ///
  /// @return the endpoint as it is then; empty when the account has none of that id
  CompletableFuture<Optional<WebhookEndpoint>> change(AccountId account, String id, Change change);

  /// Signs with this secret from now on, and until then with the one before as well; the one before
  /// that is gone.
  ///
  /// @return the endpoint as it is then; empty when the account has none of that id
  CompletableFuture<Optional<WebhookEndpoint>> rotate(
      AccountId account, String id, String secret, Instant previousUntil);

  /// It gets nothing any more, whatever else is changed of it.
  CompletableFuture<Boolean> switchOff(String id);

  /// Removes it and the log of its deliveries.
  ///
  /// @return false when the account has no such endpoint
  CompletableFuture<Boolean> remove(AccountId account, String id);

  /// Makes deliveries of those events, due at once, and notes that all up to `plannedTo` are
  /// planned.
  CompletableFuture<Boolean> plan(
      String endpoint, List<StoredEvent> wanted, long plannedTo, Instant now);

  /// Notes what an attempt came to.
  CompletableFuture<Boolean> attempted(Delivery delivery, Delivery.Outcome outcome);

  /// Sends again, from now on, what was given up (`seq` null) or one event, whatever its state.
  ///
  /// @return how many deliveries wait again
  CompletableFuture<Integer> replay(String endpoint, @Nullable Long seq, Instant now);

  /// All endpoints of all accounts, oldest first.
  List<WebhookEndpoint> endpoints();

  /// One endpoint, whoever's.
  Optional<WebhookEndpoint> endpoint(String id);

  /// One endpoint of the account.
  Optional<WebhookEndpoint> endpoint(AccountId account, String id);

  /// What is due at the endpoint, the oldest event first.
  List<Delivery> due(String endpoint, Instant now, int limit);

  /// When the next of what waits is due; empty when nothing waits.
  Optional<Instant> nextDue(String endpoint);

  /// The log of deliveries, newest event first; with `before` those of older events.
  List<Delivery> log(
      String endpoint, @Nullable Long before, Delivery.@Nullable State state, int limit);
}
