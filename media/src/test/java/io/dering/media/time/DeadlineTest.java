package io.dering.media.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void neverIsLaterThanEverything() {
    assertThat(Deadline.earlier(Deadline.NEVER, 5)).isEqualTo(5);
    assertThat(Deadline.earlier(-5, Deadline.NEVER)).isEqualTo(-5);
    assertThat(Deadline.earlier(Deadline.NEVER, Deadline.NEVER)).isEqualTo(Deadline.NEVER);
    assertThat(Deadline.isDue(Deadline.NEVER, Long.MIN_VALUE)).isFalse();
    assertThat(Deadline.isDue(Deadline.NEVER, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void theEarlierOfTwoIsFoundAcrossTheWrap() {
    long before = Long.MAX_VALUE - 10;
    long after = Deadline.after(before, 20);
    assertThat(after).isNegative();
    assertThat(Deadline.earlier(before, after)).isEqualTo(before);
    assertThat(Deadline.earlier(after, before)).isEqualTo(before);
    assertThat(Deadline.isDue(before, after)).isTrue();
    assertThat(Deadline.isDue(after, before)).isFalse();
  }

  @Test
  void aDeadlineIsDueAtItsInstant() {
    assertThat(Deadline.isDue(100, 99)).isFalse();
    assertThat(Deadline.isDue(100, 100)).isTrue();
  }

  @Test
  void aSumNeverReadsAsNever() {
    assertThat(Deadline.after(Long.MAX_VALUE - 7, 7)).isEqualTo(Long.MAX_VALUE - 1);
  }
}
