package io.dering.bench.load;

import io.dering.bench.report.Bars;
import io.dering.bench.report.RunReport;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/// What one scenario does to a gateway, and what it asks of it.
interface Play {
  /// In one sentence, for the report.
  String sentence();

  /// The numbers where none are given.
  Usual usual();

  Bars bars();

  /// The shortest time in which there is something to count, in seconds.
  default int leastHoldS() {
    return 0;
  }

  /// How the gateway is to be set up: an agent for each call, whom all calls ring, unless the
  /// scenario says otherwise.
  default LoadPlan.Team team(int calls, int rate) {
    return new LoadPlan.Team(calls, LoadPlan.Team.RING_ALL, "warn");
  }

  /// @param progress a line for people, now and then
  /// @throws IOException when something cannot be started
  Outcome play(LoadPlan plan, GatewayUnderTest.Starter starter, Consumer<String> progress)
      throws IOException, InterruptedException;

  /// @param pinned whether gateway and generator have a core each: otherwise each takes what the
  ///   other leaves
  record Usual(int calls, int callsPerSecond, int warmUpS, int holdS, int rate, boolean pinned) {}

  /// @param measured by the bars' keys
  record Outcome(Map<String, Double> measured, RunReport.Findings findings) {}
}
