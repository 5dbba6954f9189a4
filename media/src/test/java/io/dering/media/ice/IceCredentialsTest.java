package io.dering.media.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IceCredentialsTest {
  @Test
  void freshOnesHaveTheLengthsThatMakeGuessingHopeless() {
    IceCredentials fresh = IceCredentials.random(new SplittableRandom(1));
    assertThat(fresh.ufrag()).hasSize(8).matches("[A-Za-z0-9+/]+");
    assertThat(fresh.pwd()).hasSize(24).matches("[A-Za-z0-9+/]+");
  }

  /// meta-calling-api 7.2: Meta's passwords end in `==`.
  @Test
  void paddedPasswordsOfMetaAreAccepted() {
    assertThat(IceCredentials.of("Zt4qLm9XbR2cVn7K", "pQ3vT8kYw1mZr6uJx0eHsA==")).isPresent();
  }

  @Test
  void malformedOnesAreEmpty() {
    String pwd = "a".repeat(22);
    assertThat(IceCredentials.of("abc", pwd)).isEmpty();
    assertThat(IceCredentials.of("abcd", "a".repeat(21))).isEmpty();
    assertThat(IceCredentials.of("a".repeat(257), pwd)).isEmpty();
    assertThat(IceCredentials.of("abcd", "a".repeat(257))).isEmpty();
    assertThat(IceCredentials.of("ab:cd", pwd)).isEmpty();
    assertThat(IceCredentials.of("ab cd", pwd)).isEmpty();
    assertThat(IceCredentials.of("abcd", pwd)).isPresent();
    assertThatThrownBy(() -> new IceCredentials("", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textShowsNeitherPart() {
    assertThat(new IceCredentials("ufragment", "p".repeat(24)).toString())
        .doesNotContain("ufragment")
        .doesNotContain("pppp");
  }
}
