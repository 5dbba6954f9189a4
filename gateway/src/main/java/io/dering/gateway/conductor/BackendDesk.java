package io.dering.gateway.conductor;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Takes requests to an account's switchboard and brings its answers back. Any thread.
///
/// An answer comes after what it says is durable. A request whose answer does not come in time may
/// have had its effect all the same: whoever asked must ask again before believing anything.
public final class BackendDesk {
  /// Longer than the longest commit that a healthy disk needs; less tells a caller sooner.
  private static final long PATIENCE_S = 10;

  private final Predicate<Fact> conductor;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<RequestId, CompletableFuture<BackendAnswer>> waiting =
      new ConcurrentHashMap<>();

  /// @param conductor takes a fact, or says that it cannot
  public BackendDesk(Predicate<Fact> conductor) {
    this.conductor = conductor;
  }

  /// Fails with [Overloaded] when the conductor does not take the request, and with a
  /// `TimeoutException` when it does not answer. Completes on the conductor's thread: hop first.
  public CompletableFuture<BackendAnswer> ask(BackendRequest request) {
    RequestId id = new RequestId(lastId.incrementAndGet());
    CompletableFuture<BackendAnswer> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    if (!conductor.test(new Fact.Requested(id, request))) {
      waiting.remove(id);
      return CompletableFuture.failedFuture(
          new Overloaded("The gateway is stopping, or more requests wait than may."));
    }
    return answer
        .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
        .whenComplete((_, _) -> waiting.remove(id));
  }

  /// From the conductor.
  public void answered(Command.Answer answer) {
    CompletableFuture<BackendAnswer> asked = waiting.remove(answer.id());
    if (asked != null) {
      asked.complete(answer.answer());
    }
  }
}
