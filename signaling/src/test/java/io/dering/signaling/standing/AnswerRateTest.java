package io.dering.signaling.standing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.standing.AnswerRate.Share;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// IN-12: how many calls are answered, over a window that slides.
class AnswerRateTest {
  private static final Instant NOW = Instant.parse("2026-10-05T08:30:00Z");

  @Test
  void callsLeaveTheWindowAsItSlides() {
    AnswerRate rate = new AnswerRate();
    rate.add(NOW.minus(Duration.ofHours(30)), new Share(10, 10));
    rate.add(NOW, new Share(4, 1));
    assertThat(rate.over(AnswerRate.JUDGED, NOW)).isEqualTo(new Share(4, 1));
    assertThat(rate.over(AnswerRate.KEPT, NOW)).isEqualTo(new Share(14, 11));
    assertThat(rate.over(AnswerRate.KEPT, NOW.plus(Duration.ofDays(8)))).isEqualTo(Share.NONE);
  }

  @Test
  void fewCallsSayNothing() {
    var policy = new AnswerRatePolicy(60, 20);
    assertThat(policy.low(new Share(19, 0), false)).isFalse();
    assertThat(policy.low(new Share(20, 11), false)).isTrue();
    assertThat(policy.low(new Share(20, 12), false)).isFalse();
    assertThat(AnswerRatePolicy.NEVER.low(new Share(20, 0), false)).isFalse();
  }

  /// Once for each crossing: it must get clearly better before the warning ends.
  @Test
  void aWarningEndsWhenItIsClearlyBetter() {
    var policy = new AnswerRatePolicy(60, 20);
    assertThat(policy.low(new Share(100, 64), true)).isTrue();
    assertThat(policy.low(new Share(100, 65), true)).isFalse();
  }
}
