package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dering.bench.report.Bar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

final class ScenarioTest {
  @Test
  void arrivalsKeepTheirScheduleAtTheRate() {
    Arrivals arrivals = Arrivals.even(50);
    assertThat(arrivals.dueNanos(0)).isZero();
    assertThat(arrivals.dueNanos(1)).isEqualTo(20_000_000);
    assertThat(arrivals.dueNanos(500)).isEqualTo(10_000_000_000L);
  }

  @Test
  void aRisingRateStartsSlowlyAndGoesOnAtTheRate() {
    Arrivals arrivals = Arrivals.even(100).risingFor(10);
    assertThat(arrivals.whileRising()).isEqualTo(500);
    assertThat(arrivals.dueNanos(500)).isEqualTo(10_000_000_000L);
    assertThat(arrivals.dueNanos(600)).isEqualTo(11_000_000_000L);
    long half = IntStream.range(0, 500).filter(i -> arrivals.dueNanos(i) < 5_000_000_000L).count();
    assertThat(half).isEqualTo(125);
    assertThat(arrivals.dueNanos(500) - arrivals.dueNanos(499))
        .isCloseTo(10_000_000L, within(500_000L));
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void eachScenarioSaysWhatItDoesAndAsks(Scenario scenario) {
    Play play = scenario.play();
    assertThat(play.sentence()).endsWith(".");
    List<String> keys = play.bars().all().stream().map(Bar::key).toList();
    assertThat(keys).doesNotHaveDuplicates().contains("offences", "agent_errors");
    assertThat(play.team(play.usual().calls(), play.usual().rate()).agents())
        .isGreaterThanOrEqualTo(play.usual().calls());
  }

  @Test
  void scenariosAreCalledByTheirNames() {
    assertThat(Arrays.toString(Scenario.values()))
        .isEqualTo("[steady, storm, flood, soak, reconnect, churn, overload]");
  }

  /// Before anything is started.
  @Test
  void aBarThatTheScenarioDoesNotHaveIsRefused() {
    CommandLine command =
        new CommandLine(new LoadCommand()).setCaseInsensitiveEnumValuesAllowed(true);
    StringWriter told = new StringWriter();
    command.setErr(new PrintWriter(told));
    assertThat(command.execute("--scenario", "storm", "--bar", "added_p99_ms=5")).isEqualTo(2);
    assertThat(told.toString()).contains("no bar is called added_p99_ms", "carried_per_second");
  }

  @Test
  void whatIsLeftIsReadFromTheGatewaysMetrics() throws IOException {
    String metrics =
        """
        # TYPE dering_media_legs gauge
        dering_media_legs 3.0
        dering_media_ports 1.0
        dering_calls_ringing{account="load"} 1.0
        dering_calls_ringing{account="other"} 1.0
        dering_calls_connecting 0.0
        dering_calls_calling 0.0
        dering_calls_talking 2.0
        """;
    assertThat(Held.in(metrics)).isEqualTo(new Held(3, 1, 4));
    assertThatThrownBy(() -> Held.in(metrics.replace("media_legs 3", "media_feet 3")))
        .hasMessageContaining("dering_media_legs");
  }
}
