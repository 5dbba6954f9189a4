package io.dering.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// IN-6: when a page counts as one that answers.
class ChallengesTest {
  private static final long SECOND = 1_000_000_000L;

  private final Challenges challenges = new Challenges(Duration.ofSeconds(8), 0);

  @Test
  void aPageIsSilentWhenItHasSaidNothingForEightSecondsAndThatIsToldOnce() {
    assertThat(challenges.silence(8 * SECOND - 1)).isEmpty();
    assertThat(challenges.silence(8 * SECOND)).contains(Duration.ofSeconds(8));
    assertThat(challenges.silence(9 * SECOND)).isEmpty();
    assertThat(challenges.isSilent()).isTrue();
  }

  @Test
  void whateverItSaysIsAnAnswer() {
    assertThat(challenges.spoken(7 * SECOND)).as("was never silent").isFalse();
    assertThat(challenges.silence(8 * SECOND)).isEmpty();
    assertThat(challenges.leftNanos(8 * SECOND)).isEqualTo(7 * SECOND);
    assertThat(challenges.silence(15 * SECOND)).contains(Duration.ofSeconds(8));
    assertThat(challenges.spoken(41 * SECOND)).as("is back").isTrue();
    assertThat(challenges.isSilent()).isFalse();
    assertThat(challenges.silence(49 * SECOND)).contains(Duration.ofSeconds(8));
  }

  /// When our own loop was held up, the answer may wait in it.
  @Test
  void aLookThatComesLateLooksAgain() {
    assertThat(challenges.silence(12 * SECOND)).isEmpty();
    assertThat(challenges.isSilent()).isFalse();
    assertThat(challenges.leftNanos(12 * SECOND)).isEqualTo(Challenges.LATE_NANOS);
    assertThat(challenges.silence(12 * SECOND + Challenges.LATE_NANOS))
        .contains(Duration.ofMillis(12_500));
  }

  /// A page that wakes after an hour must not have to answer a thousand of them in one second.
  @Test
  void aPageThatDoesNotAnswerIsNotAskedMoreThanThreeTimes() {
    assertThat(challenges.next()).hasValue(1);
    assertThat(challenges.next()).hasValue(2);
    assertThat(challenges.next()).hasValue(3);
    assertThat(challenges.next()).isEmpty();
    boolean _ = challenges.spoken(SECOND);
    assertThat(challenges.next()).hasValue(4);
  }
}
