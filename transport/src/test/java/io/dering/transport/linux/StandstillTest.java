package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Looks at a thread, on a clock of the test's.
final class StandstillTest {
  private static final long MS = 1_000_000;

  /// Any clock's zero is as good as another.
  private long nowNanos = Long.MAX_VALUE - 25 * MS;

  private long turns = 7;
  private long usedNanos = 3 * MS;
  private final Standstill standstill = new Standstill(turns, usedNanos, nowNanos);

  @Test
  void whoUsesItsTimeAndEndsNoTurnStandsStill() {
    assertThat(look(10, 10, 0)).isTrue();
    assertThat(look(10, 6, 0)).isTrue();
  }

  @Test
  void whoEndsATurnDoesNot() {
    assertThat(look(10, 10, 1)).isFalse();
    assertThat(look(10, 10, 0)).isTrue();
  }

  @Test
  void whoSleepsDoesNot() {
    assertThat(look(10, 0, 0)).isFalse();
    assertThat(look(10, 5, 0)).isFalse();
  }

  @Test
  void aLookThatComesLateGoesByTheTimeThatThereWas() {
    assertThat(look(100, 10, 0)).isFalse();
    assertThat(look(100, 60, 0)).isTrue();
  }

  @Test
  void twoLooksAtOnceAreNoDefect() {
    assertThat(look(0, 0, 0)).isFalse();
  }

  @Test
  void whoSleepsIsLookedAtMoreSeldomUntilItWorks() {
    assertThat(standstill.nextInNanos()).isEqualTo(20 * MS);
    look(100, 0, 0);
    assertThat(standstill.nextInNanos()).isEqualTo(100 * MS);
    look(100, 1, 3);
    assertThat(standstill.nextInNanos()).isEqualTo(20 * MS);
    look(20, 0, 0);
    assertThat(standstill.nextInNanos()).isEqualTo(100 * MS);
    look(100, 0, 1);
    assertThat(standstill.nextInNanos()).isEqualTo(20 * MS);
  }

  @Test
  void whoHasBegunToStandStillIsLookedAtAgainSoon() {
    look(100, 0, 0);
    look(100, 20, 0);
    assertThat(standstill.nextInNanos()).isEqualTo(20 * MS);
  }

  private boolean look(long afterMs, long usedMs, long moreTurns) {
    nowNanos += afterMs * MS;
    usedNanos += usedMs * MS;
    turns += moreTurns;
    return standstill.look(turns, usedNanos, nowNanos);
  }
}
