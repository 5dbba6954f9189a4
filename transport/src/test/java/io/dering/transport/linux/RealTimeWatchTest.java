package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    RealTimeWatch watch = new RealTimeWatch(RealTime.lowest(), 0, 0);
    watch.turnEnded();
    watch.look(10_000_000, 10_000_000);
    assertThat(watch.takeEnded()).isFalse();
    watch.look(20_000_000, 20_000_000);
    assertThat(watch.takeEnded()).isTrue();
  }

  @Test
  void itIsSaidOnce() {
    RealTimeWatch watch = new RealTimeWatch(RealTime.lowest(), 0, 0);
    watch.look(10_000_000, 10_000_000);
    assertThat(watch.takeEnded()).isTrue();
    assertThat(watch.takeEnded()).isFalse();
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
    Supplier<Optional<T>> watched =
        () -> {
          RealTime realTime = RealTime.lowest();
          RealTimeWatch watch = RealTimeWatch.start(realTime, System::nanoTime);
          return watch != null && realTime.take()
              ? Optional.of(task.apply(watch))
              : Optional.empty();
        };
    Optional<T> seen =
        CompletableFuture.supplyAsync(watched, run -> Thread.ofPlatform().start(run)).join();
    assumeTrue(seen.isPresent(), "not allowed to go first");
    return seen.orElseThrow();
  }
}
