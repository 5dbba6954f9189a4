package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.ConfigReader;
import io.dering.gateway.config.Mode;
import io.dering.gateway.wiring.Gateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadSmokeTest {
  @TempDir private Path folder;

  @Test
  void threeCallsTalkForThreeSecondsAndLoseNothing() throws Exception {
    LoadPlan plan = new LoadPlan(3, 3, Duration.ofSeconds(3), folder);
    List<String> said = new ArrayList<>();
    LoadReport report = new LoadRun(plan, said::add).run(LoadSmokeTest::inThisProcess);
    assertThat(report.calls()).isEqualTo(new LoadReport.Calls(3, 3, 0, 3, 0, 0));
    assertThat(report.traffic().customersSent()).isPositive();
    assertThat(report.traffic().agentsSent()).isPositive();
    assertThat(report.traffic().lost()).isZero();
    assertThat(report.traffic().sequenceGaps()).isZero();
    assertThat(report.held()).isTrue();
    assertThat(report.json().getLong("lost_packets")).isZero();
    assertThat(said).hasSize(2);
  }

  private static GatewayUnderTest inThisProcess(Path config, int httpPort)
      throws java.io.IOException {
    Gateway gateway = Gateway.start(new ConfigReader(Mode.SERVE).file(config).read());
    return new GatewayUnderTest() {
      @Override
      public long pid() {
        return ProcessHandle.current().pid();
      }

      @Override
      public void close() {
        gateway.close();
      }
    };
  }
}
