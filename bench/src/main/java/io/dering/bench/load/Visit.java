package io.dering.bench.load;

import io.dering.sandbox.calls.Ending;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One call that comes and goes, with an agent who comes for it.
final class Visit {
  private final int number;
  private final long dueNanos;
  private final CompletableFuture<LoadPhone> dialled = new CompletableFuture<>();
  private final CompletableFuture<Long> audio = new CompletableFuture<>();
  private final CompletableFuture<Long> over = new CompletableFuture<>();
  private volatile long readyNanos;
  private volatile long endedNanos;
  private volatile @Nullable LoadAgent agent;
  private volatile @Nullable LoadPhone phone;

  /// What became of a call.
  enum Fate {
    /// Both heard each other, and both ends knew that it was over.
    WHOLE("whole"),
    NO_AGENT("no agent came for it"),
    NEVER_TAKEN("no agent took it"),
    NEVER_HEARD("taken and not heard both ways"),
    NEVER_ENDED("heard both ways and not ended");

    private final String words;

    Fate(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// @param dueNanos when agent and customer were to come
  Visit(int number, long dueNanos) {
    this.number = number;
    this.dueNanos = dueNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  /// When the agent's leg was up and the customer dialled; 0 before.
  long readyNanos() {
    return readyNanos;
  }

  /// Completes with the moment from which both heard each other; fails when the call ended before.
  CompletableFuture<Long> audio() {
    return audio;
  }

  /// Completes with the moment when both ends knew that the call was over, or when the visit came
  /// to nothing.
  CompletableFuture<Long> over() {
    return over;
  }

  /// From the first step to the last, on whatever thread the step before ended.
  ///
  /// @param name the agent's
  /// @param home told the name of each agent who has gone: another one than came for this call may
  ///   have been given it
  void begin(Stage stage, String name, Consumer<String> home) {
    var _ =
        stage
            .signIn(name)
            .whenComplete((agent, fault) -> {
              if (agent == null) {
                home.accept(name);
                failed(fault);
                return;
              }
              readyNanos = System.nanoTime();
              dialled(stage, stage.dial(number), home);
            });
  }

  private void dialled(Stage stage, LoadPhone phone, Consumer<String> home) {
    this.phone = phone;
    dialled.complete(phone);
    CompletableFuture<LoadAgent> taker = stage.generator().floor().taker(Stage.caller(number));
    var _ =
        taker
            .thenCompose(agent -> {
              this.agent = agent;
              return agent.ear().firstVoice().thenCombine(phone.ear().firstVoice(), Math::max);
            })
            .thenAccept(audio::complete);
    var _ =
        phone
            .ended()
            .thenAccept(ending -> {
              endedNanos = System.nanoTime();
              audio.completeExceptionally(
                  new IllegalStateException("ended before audio: " + ending.cause()));
              if (!taker.isDone()) {
                over.complete(System.nanoTime());
              }
            });
    var _ =
        phone
            .ended()
            .thenCombine(
                taker.thenCompose(agent -> agent.callEnded().thenApply(_ -> agent)),
                (_, agent) -> agent)
            .thenAccept(agent -> {
              agent.leave();
              home.accept(agent.page());
              over.complete(System.nanoTime());
            });
  }

  private void failed(@Nullable Throwable fault) {
    audio.completeExceptionally(new IllegalStateException("the agent did not come", fault));
    over.complete(System.nanoTime());
  }

  /// Hangs up when there is a call.
  void hangUp() {
    var _ = dialled.thenAccept(LoadPhone::hangUp);
  }

  /// A customer who hung up before anybody took the call would leave an agent behind who waits for
  /// another: where the machine is slow, that would look like a leg that the gateway keeps.
  void hangUpOnceHeard() {
    var _ = audio.whenComplete((_, _) -> hangUp());
  }

  /// What became of it until now.
  Fate fate() {
    if (heard()) {
      return over.isDone() ? Fate.WHOLE : Fate.NEVER_ENDED;
    }
    if (readyNanos == 0) {
      return Fate.NO_AGENT;
    }
    return agent == null ? Fate.NEVER_TAKEN : Fate.NEVER_HEARD;
  }

  /// Whose call it was, what became of it, and what came when in milliseconds after it was due; 0
  /// for what never came.
  String story() {
    LoadAgent taker = agent;
    LoadPhone caller = phone;
    String events =
        "agent there %d, accepted %d, agent heard %d, customer heard %d, ended %d"
            .formatted(
                afterDueMs(readyNanos),
                afterDueMs(taker == null ? 0 : taker.acceptNanos()),
                afterDueMs(taker == null ? 0 : taker.ear().firstVoiceNanos()),
                afterDueMs(caller == null ? 0 : caller.ear().firstVoiceNanos()),
                afterDueMs(endedNanos));
    return "%s, %s%s: %s%s"
        .formatted(
            Stage.caller(number),
            fate().words(),
            taker == null ? "" : " by " + taker.page(),
            events,
            ending(caller) + (taker == null ? "" : taker.trouble()));
  }

  private static String ending(@Nullable LoadPhone phone) {
    Ending ending = phone == null ? null : phone.ended().getNow(null);
    return ending == null ? "" : ", " + ending.cause();
  }

  private long afterDueMs(long nanos) {
    return nanos == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos - dueNanos);
  }

  boolean complete() {
    return fate() == Fate.WHOLE;
  }

  private boolean heard() {
    return audio.isDone() && !audio.isCompletedExceptionally();
  }

  boolean standing() {
    return audio.isDone() && !over.isDone();
  }
}
