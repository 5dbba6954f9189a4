package io.dering.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SecretTest {
  @Test
  void aSecretPrintsAsSetAndNoSecretAsUnset() {
    assertThat(Secret.of("hunter2")).hasToString("set");
    assertThat(Secret.of(" \n")).hasToString("unset").isSameAs(Secret.UNSET);
  }

  @Test
  void anUnsetSecretMatchesNothing() {
    assertThat(Secret.UNSET.matches("")).isFalse();
    assertThat(Secret.of("a").matches("a")).isTrue();
    assertThat(Secret.of("a").matches("b")).isFalse();
    assertThat(Secret.of("a").matches("aa")).isFalse();
  }
}
