package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Where the system refuses it, as for most who are not root, nothing changes.
final class RealTimeTest {
  /// Each on a thread of its own.
  private static final Executor THREADS = task -> Thread.ofPlatform().start(task);

  @Test
  void theCallingThreadGoesFirstAndNoOtherThreadNotEvenOneThatItStarts() {
    Policy before = Policy.own();
    Policy ofOneStartedThere =
        on(() -> {
          boolean taken = RealTime.take();
          assertThat(Policy.own()).isEqualTo(taken ? before.first() : before);
          return on(Policy::own);
        });
    assertThat(ofOneStartedThere).isEqualTo(before);
    assertThat(Policy.own()).isEqualTo(before);
  }

  @Test
  void whoGivesItUpSharesAgainWithTheShortestSlice() {
    Policy before = Policy.own();
    String slice =
        on(() -> {
          boolean _ = RealTime.take();
          RealTime.giveUp();
          assertThat(Policy.own()).isEqualTo(before);
          return OwnSched.figure("se.slice");
        });
    if (OwnSched.takesSlices() && !slice.isEmpty()) {
      assertThat(slice).isEqualTo("100000");
    }
  }

  private static <T> T on(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, THREADS).join();
  }

  /// @param policy 0 for SCHED_OTHER, 2 for SCHED_RR
  /// @param priority the kernel's: 120 for a niceness of 0, 98 for the lowest of real time
  private record Policy(String policy, String priority) {
    static Policy own() {
      return new Policy(OwnSched.figure("policy"), OwnSched.figure("prio"));
    }

    Policy first() {
      return policy.isEmpty() ? this : new Policy("2", "98");
    }
  }
}
