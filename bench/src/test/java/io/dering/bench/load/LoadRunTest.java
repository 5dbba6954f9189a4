package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.lean.FarLoop;
import io.dering.bench.lean.LeanEnds;
import io.dering.bench.lean.Watched;
import io.dering.bench.report.Bars;
import io.dering.bench.report.Fact;
import io.dering.bench.report.Judged;
import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.webhooks.Misbehaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoadRunTest {
  private static final Switches LATE =
      new Switches(
          CallRules.DEFAULTS,
          new Misbehaviour(0, 0, Duration.ZERO, 1, Duration.ofSeconds(2), 1),
          false);

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest(name = "oneRelay={0}")
  @ValueSource(booleans = {false, true})
  void everyCallStandsAndEveryFrameIsCounted(boolean oneRelay)
      throws IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    LoadPlan plan = new LoadPlan(3, 50, Duration.ZERO, Duration.ofMillis(500), oneRelay, folder);
    LoadReport report = new LoadRun(plan, told::add).run(InThisProcess::start);

    assertThat(report.calls()).isEqualTo(new LoadReport.Calls(3, 3, 0, 3, 0, 0));
    assertThat(report.traffic().customersSent()).isPositive();
    assertThat(report.traffic().agentsHeard()).isEqualTo(report.traffic().customersSent());
    assertThat(report.traffic().customersHeard()).isEqualTo(report.traffic().agentsSent());
    assertThat(report.traffic().missing()).isEqualTo(new LoadReport.Missing(0, 0));
    assertThat(missed(report)).isEmpty();
    assertThat(report.figures())
        .contains(new Fact("calls placed / connected / broken off / ended", "3 / 3 / 0 / 3"));
    assertThat(report.json().getLong("forwarded_packets")).isEqualTo(report.traffic().forwarded());
    assertThat(told).containsExactly("3 calls are up");
  }

  /// What is said and heard in the warm-up counts no more than it lasts.
  @Test
  void leanFarEndsAreCountedAlike() throws IOException, InterruptedException {
    Duration warmUp = Duration.ofMillis(300);
    LoadPlan plan =
        new LoadPlan(
            3,
            50,
            warmUp,
            Duration.ofMillis(500),
            false,
            folder,
            new LoadPlan.Team(3, LoadPlan.Team.RING_ALL, "warn"),
            1,
            true);
    LoadReport report = new LoadRun(plan, _ -> {}).run(InThisProcess::start);

    assertThat(report.calls()).isEqualTo(new LoadReport.Calls(3, 3, 0, 3, 0, 0));
    assertThat(report.traffic().customersSent()).isPositive();
    assertThat(report.traffic().agentsHeard()).isEqualTo(report.traffic().customersSent());
    assertThat(report.traffic().customersHeard()).isEqualTo(report.traffic().agentsSent());
    assertThat(report.times().towardsAgents().getTotalCount())
        .isEqualTo(report.traffic().agentsHeard());
    assertThat(missed(report)).isEmpty();
    assertThat(report.farEnds())
        .returns(0L, Watched::notAuthentic)
        .returns(0L, Watched::strangers)
        .extracting(Watched::losses)
        .returns(0L, FarLoop.Losses::refused);
  }

  /// Also where Meta's word of the end is late: the agents of the second round must not come into
  /// calls of the first.
  @Test
  void aStageIsPlayedOnAgainWhenTheFirstHaveGone() throws IOException, InterruptedException {
    LoadPlan plan = new LoadPlan(3, 50, Duration.ZERO, Duration.ofMillis(300), false, folder);
    LeanEnds ends = Ends.lean(new SecureRandom(), 20);
    try (Stage stage = Stage.open(plan, InThisProcess::start, ends)) {
      stage.generator().sandbox().switches(LATE);
      for (int round = 1; round <= 2; round++) {
        LoadReport report = new LoadRun(plan, _ -> {}).on(stage);
        stage.generator().dismiss();
        assertThat(report.calls()).isEqualTo(new LoadReport.Calls(3, 3, 0, 3, 0, 0));
        assertThat(report.neverHeard()).isZero();
        assertThat(missed(report)).isEmpty();
      }
    }
  }

  /// Of the bars those that do not depend on this machine's speed.
  private static List<Judged> missed(LoadReport report) {
    Bars counts =
        new Bars(
            List.of(
                SteadyBars.CALLS_FAILED,
                SteadyBars.AGENT_ERRORS,
                SteadyBars.OFFENCES,
                SteadyBars.LOSS));
    return counts.judge(SteadyBars.measured(report)).missed();
  }
}
