package io.dering.bench.load;

import io.dering.bench.report.Bar;
import io.dering.bench.report.Bars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is asked of every run whose calls all stand at the same time, and what a scenario asks
/// beside it.
final class SteadyBars {
  static final Bar CALLS_FAILED =
      Bar.atMost("calls_failed", "calls that failed or were broken off", 0, "");
  static final Bar NEVER_HEARD =
      Bar.atMost("never_heard", "directions in which nothing was ever heard", 0, "");
  static final Bar AGENT_ERRORS =
      Bar.atMost("agent_errors", "errors that agents were told of", 0, "");
  static final Bar OFFENCES = Bar.atMost("offences", "offences against Meta's rules", 0, "");
  static final Bar NEVER_MADE =
      Bar.atMost("never_made_percent", "frames the generator was too late to make", 0.1, "%");
  static final Bar LOSS = Bar.atMost("loss_percent", "frames lost", 0, "%");

  /// What ITU-T G.114 allows from mouth to ear is 150 ms.
  static final Bar DELAY_P99 =
      Bar.atMost("delay_p99_ms", "delay p99, the worse direction", 150, "ms");

  private SteadyBars() {}

  /// Those of the calls themselves.
  static Bars ofCalls(Bar... others) {
    List<Bar> all =
        new ArrayList<>(List.of(CALLS_FAILED, NEVER_HEARD, AGENT_ERRORS, OFFENCES, NEVER_MADE));
    all.addAll(List.of(others));
    return new Bars(all);
  }

  static Map<String, Double> measured(LoadReport report) {
    Map<String, Double> all = new HashMap<>();
    all.put(CALLS_FAILED.key(), (double) report.callsFailed());
    all.put(NEVER_HEARD.key(), (double) report.neverHeard());
    all.put(AGENT_ERRORS.key(), (double) report.calls().agentErrors());
    all.put(OFFENCES.key(), (double) report.calls().offences());
    all.put(LOSS.key(), report.lossPercent());
    all.put(DELAY_P99.key(), report.delayP99Ms());
    long sent = report.traffic().customersSent() + report.traffic().agentsSent();
    all.put(NEVER_MADE.key(), sent == 0 ? Double.NaN : 100.0 * report.traffic().neverMade() / sent);
    return all;
  }
}
