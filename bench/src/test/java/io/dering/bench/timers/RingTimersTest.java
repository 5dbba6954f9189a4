package io.dering.bench.timers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// That the benchmark does what it says, on a clock that jumps.
final class RingTimersTest {
  /// IN-7: none ends before its window is over, and by a clock without delay none after it.
  @Test
  void everyCallEndsWithItsWindow() {
    RingTimers.Outcome outcome = new RingTimers(new Jumping(Duration.ZERO), 200).run();
    assertThat(outcome.early()).isZero();
    assertThat(outcome.lateNanos().getTotalCount()).isEqualTo(200);
    assertThat(outcome.lateNanos().getMaxValue()).isZero();
  }

  @Test
  void aThreadThatWakesLateIsSeen() {
    RingTimers.Outcome outcome = new RingTimers(new Jumping(Duration.ofMillis(7)), 200).run();
    assertThat(outcome.early()).isZero();
    assertThat(outcome.lateNanos().getMaxValue() / 1e6).isBetween(6.9, 7.1);
  }

  /// Is where it is told to wait for, and so much later.
  private static final class Jumping implements RingTimers.Clock {
    private final Duration late;
    private Instant now = Instant.parse("2026-11-26T10:00:00Z");

    private Jumping(Duration late) {
      this.late = late;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void await(Instant until) {
      now = until.plus(late);
    }
  }
}
