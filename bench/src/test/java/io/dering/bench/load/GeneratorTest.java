package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneratorTest {
  @ParameterizedTest(name = "ownCore={0}")
  @ValueSource(booleans = {false, true})
  void itsMediaGoFirstOnlyOnACoreOfItsOwn(boolean ownCore) {
    LoadPlan plan = plan(ownCore, false);

    assertThat(Generator.relay(plan).realTime()).isEqualTo(ownCore);
  }

  /// Behind one relay all customers have one address.
  @Test
  void farEndsShareASocketOnACoreOfTheirOwnWithAddressesOfTheirOwn() {
    assertThat(plan(true, false).lean()).isTrue();
    assertThat(plan(true, true).lean()).isFalse();
    assertThat(plan(false, false).lean()).isFalse();
  }

  private static LoadPlan plan(boolean ownCore, boolean oneRelay) {
    return new LoadPlan(
        1,
        1,
        Duration.ZERO,
        Duration.ZERO,
        oneRelay,
        Path.of(""),
        new LoadPlan.Team(1, LoadPlan.Team.RING_ALL, "warn"),
        1,
        ownCore);
  }
}
