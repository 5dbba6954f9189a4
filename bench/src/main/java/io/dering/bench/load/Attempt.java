package io.dering.bench.load;

import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Ending;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One customer who calls, whether there is a place for the call or not.
final class Attempt {
  private final long dueNanos;
  private final LoadPhone phone;
  private final CompletableFuture<LoadAgent> taker;
  private final CompletableFuture<Long> audio = new CompletableFuture<>();
  private final CompletableFuture<Long> over = new CompletableFuture<>();
  private final AtomicBoolean hungUp = new AtomicBoolean();

  /// Dials.
  ///
  /// @param dueNanos when it was to
  /// @param talk runs what it is given when the customer has talked enough
  Attempt(Stage stage, int number, long dueNanos, Executor talk) {
    this.dueNanos = dueNanos;
    this.taker = stage.generator().floor().taker(Stage.caller(number));
    this.phone = stage.dial(number);
    var _ = phone.ended().thenAccept(_ -> over.complete(System.nanoTime()));
    var _ =
        taker
            .thenCompose(
                agent -> agent.ear().firstVoice().thenCombine(phone.ear().firstVoice(), Math::max))
            .thenAccept(audio::complete);
    var _ = audio.thenRunAsync(this::hangUp, talk);
  }

  long dueNanos() {
    return dueNanos;
  }

  /// Completes when the customer's phone knows that the call is over.
  CompletableFuture<Long> over() {
    return over;
  }

  void hangUp() {
    hungUp.set(true);
    phone.hangUp();
  }

  /// Whether it was turned away before anybody took it, by the gateway and not by Meta.
  boolean refused() {
    Ending ending = ending();
    return ending != null
        && !taker.isDone()
        && (ending.cause() == EndCause.NOBODY_THERE
            || ending.cause() == EndCause.BUSINESS_REJECTED);
  }

  /// Until the customer's phone was told.
  long refusalNanos() {
    return Math.max(0, over.join() - dueNanos);
  }

  /// Whether both heard each other, until it was the customer who hung up.
  boolean complete() {
    Ending ending = ending();
    return audio.isDone()
        && hungUp.get()
        && ending != null
        && ending.cause() == EndCause.CUSTOMER_HUNG_UP;
  }

  boolean standing() {
    return audio.isDone() && !over.isDone();
  }

  private @Nullable Ending ending() {
    return phone.ended().getNow(null);
  }
}
