package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GeneratorTest {
  @ParameterizedTest(name = "ownCore={0}")
  @ValueSource(booleans = {false, true})
  void itsMediaGoFirstOnlyOnACoreOfItsOwn(boolean ownCore) {
    LoadPlan plan =
        new LoadPlan(
            1,
            1,
            Duration.ZERO,
            Duration.ZERO,
            false,
            Path.of(""),
            new LoadPlan.Team(1, LoadPlan.Team.RING_ALL, "warn"),
            1,
            ownCore);

    assertThat(Generator.relay(plan).realTime()).isEqualTo(ownCore);
  }
}
