package io.dering.bench.timers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// That the benchmarks do what they say, on a clock that jumps.
final class PunctualTest {
  private static final int CALLS = 200;
  private static final Duration LATE = Duration.ofMillis(7);

  /// IN-7: none ends before its window is over, and by a clock without delay none after it.
  @Test
  void everyCallEndsWithItsWindow() {
    assertPunctual(new RingTimers(clock(Duration.ZERO), CALLS).run());
  }

  /// BAL-4: none ends before its money is spent, and by a clock without delay none after it.
  @Test
  void everyCallEndsWithItsMoney() {
    assertPunctual(
        new CutOffs(start -> new WaitedClock.Jumping(start, Duration.ZERO), CALLS).run());
  }

  @Test
  void aThreadThatWakesLateIsSeen() {
    assertLate(new RingTimers(clock(LATE), CALLS).run());
    assertLate(new CutOffs(start -> new WaitedClock.Jumping(start, LATE), CALLS).run());
  }

  private static WaitedClock clock(Duration late) {
    return new WaitedClock.Jumping(Instant.parse("2026-11-26T10:00:00Z"), late);
  }

  private static void assertPunctual(Lateness lateness) {
    assertThat(lateness.early()).isZero();
    assertThat(lateness.lateNanos().getTotalCount()).isEqualTo(CALLS);
    assertThat(lateness.lateNanos().getMaxValue()).isZero();
  }

  private static void assertLate(Lateness lateness) {
    assertThat(lateness.early()).isZero();
    assertThat(lateness.lateNanos().getMaxValue() / 1e6).isBetween(6.9, 7.1);
  }
}
