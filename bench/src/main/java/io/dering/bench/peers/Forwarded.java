package io.dering.bench.peers;

import io.dering.bench.load.LoadReport;
import org.HdrHistogram.Histogram;

/// What one forwarder did in one round.
///
/// @param packets that arrived and were authentic at the far side
/// @param lost sent and never heard
/// @param cpuSeconds of all its threads while the window was open
/// @param residentKbPerCall what its resident memory grew by, over the calls
/// @param delayNanos from making a frame to hearing it, both ways
record Forwarded(
    long packets, long lost, double cpuSeconds, double residentKbPerCall, Histogram delayNanos) {
  static Forwarded of(LoadReport report) {
    Histogram both = report.times().towardsAgents().copy();
    both.add(report.times().towardsCustomers());
    return new Forwarded(
        report.traffic().forwarded(),
        Math.max(report.traffic().lost(), report.traffic().missing().whileAllStood()),
        report.cost().gatewayCpuSeconds(),
        (double) (report.cost().talking().residentKb() - report.cost().idle().residentKb())
            / report.plan().calls(),
        both);
  }

  double cpuMicrosPerPacket() {
    return cpuSeconds * 1e6 / Math.max(1, packets);
  }

  double delayMs(double percentile) {
    return delayNanos.getValueAtPercentile(percentile) / 1e6;
  }
}
