package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Where the system refuses it, as for most who are not root, nothing changes. `nice -n 5` and
/// `prlimit --rtprio=2` before it show what an ordinary user has.
final class RealTimeTest {
  /// Each on a thread of its own.
  private static final Executor THREADS = task -> Thread.ofPlatform().start(task);

  private static final String SHARES = "0";
  private static final String GOES_FIRST = "2";

  @Test
  void theCallingThreadGoesFirstAndNoOtherThreadNotEvenOneThatItStarts() {
    String ofOneStartedThere =
        on(() -> {
          boolean taken = RealTime.lowest().take();
          assertThat(policy()).isEqualTo(taken ? shown(GOES_FIRST) : shown(SHARES));
          return on(RealTimeTest::policy);
        });
    assertThat(ofOneStartedThere).isEqualTo(shown(SHARES));
    assertThat(policy()).isEqualTo(shown(SHARES));
  }

  @Test
  void whoGivesItUpSharesAsBeforeWithTheShortestSlice() {
    String slice =
        on(() -> {
          String before = OwnSched.figure("prio");
          RealTime realTime = RealTime.lowest();
          boolean _ = realTime.take();
          assertThat(realTime.giveUp()).isTrue();
          assertThat(policy()).isEqualTo(shown(SHARES));
          assertThat(OwnSched.figure("prio")).isEqualTo(before);
          return OwnSched.figure("se.slice");
        });
    if (OwnSched.takesSlices() && !slice.isEmpty()) {
      assertThat(slice).isEqualTo("100000");
    }
  }

  @Test
  void anotherThreadCanHaveItShare() {
    String policy =
        on(() -> {
          RealTime realTime = RealTime.lowest();
          boolean _ = realTime.take();
          assertThat(on(realTime::giveUp)).isTrue();
          return policy();
        });
    assertThat(policy).isEqualTo(shown(SHARES));
  }

  private static String policy() {
    return OwnSched.figure("policy");
  }

  /// Nothing where the kernel does not show it.
  private static String shown(String policy) {
    return policy().isEmpty() ? "" : policy;
  }

  private static <T> T on(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, THREADS).join();
  }
}
