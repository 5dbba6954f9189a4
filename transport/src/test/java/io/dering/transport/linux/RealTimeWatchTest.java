package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

/// Where the system lets nobody go first, as for most who are not root, there is no watch.
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RealTimeWatchTest {
  private static final String SHARES = "0";

  /// As compiled code that waits for a compiler: for ever, if nobody helps.
  @Test
  void aThreadThatEndsNoTurnIsMadeToShare() {
    String policy =
        goingFirst(watch -> {
          while (!watch.takeEnded()) {
            Thread.onSpinWait();
          }
          return OwnSched.figure("policy");
        });
    assertThat(policy).isIn(SHARES, "");
  }

  @Test
  void aThreadThatEndsTurnsIsLeftAlone() {
    onItsOwn(watch -> {
      assumeTrue(watch.goFirst(), "not allowed to go first");
      watch.turnEnded();
      watch.look(20_000_000, 20_000_000);
      assertThat(watch.takeEnded()).isFalse();
      watch.look(40_000_000, 40_000_000);
      assertThat(watch.takeEnded()).isTrue();
    });
  }

  @Test
  void itIsSaidOnceAndNotOfWhoSharesAlready() {
    onItsOwn(watch -> {
      assumeTrue(watch.goFirst(), "not allowed to go first");
      watch.look(20_000_000, 20_000_000);
      watch.look(40_000_000, 40_000_000);
      assertThat(watch.takeEnded()).isTrue();
      assertThat(watch.takeEnded()).isFalse();
      watch.look(60_000_000, 60_000_000);
      assertThat(watch.takeEnded()).isFalse();
    });
  }

  @Test
  void whoSharesOfItsOwnWillIsNotMadeTo() {
    onItsOwn(watch -> {
      assumeTrue(watch.goFirst(), "not allowed to go first");
      assertThat(watch.share()).isTrue();
      watch.look(20_000_000, 20_000_000);
      assertThat(watch.takeEnded()).isFalse();
      assertThat(OwnSched.figure("policy")).isIn(SHARES, "");
    });
  }

  @Test
  void theWatchEndsWithTheThreadThatItWatches() throws InterruptedException {
    Thread watch =
        goingFirst(_ ->
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dering-watch"))
                .max(Comparator.comparingLong(Thread::threadId))
                .orElseThrow());
    watch.join();
  }

  private static <T> T goingFirst(Function<RealTimeWatch, T> task) {
    Optional<T> seen =
        onAThread(() -> {
          RealTimeWatch watch = RealTimeWatch.start(System::nanoTime);
          return watch != null && watch.goFirst()
              ? Optional.of(task.apply(watch))
              : Optional.empty();
        });
    assumeTrue(seen.isPresent(), "not allowed to go first");
    return seen.orElseThrow();
  }

  /// A watch over a thread of its own, which looks when the test does.
  private static void onItsOwn(Consumer<RealTimeWatch> task) {
    Optional<TestAbortedException> aborted =
        onAThread(() -> {
          try {
            task.accept(new RealTimeWatch(0, 0));
            return Optional.empty();
          } catch (TestAbortedException e) {
            return Optional.of(e);
          }
        });
    aborted.ifPresent(e -> {
      throw e;
    });
  }

  private static <T> T onAThread(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, run -> Thread.ofPlatform().start(run)).join();
  }
}
