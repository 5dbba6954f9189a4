package io.dering.bench.peers;

import io.dering.bench.lean.Watched;
import io.dering.bench.load.LoadReport;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/// What one forwarder did in one round.
///
/// @param packets that arrived and were authentic at the far side
/// @param lost sent and never heard
/// @param cost of both processes
/// @param memory of the forwarder
/// @param delayNanos from making a frame to its arrival at this host's other end, both ways
/// @param watched what else the far ends saw
/// @param purposes CPU seconds by what the forwarder's threads are for; empty where nobody knows
record Forwarded(
    long packets,
    long lost,
    Cost cost,
    Memory memory,
    Histogram delayNanos,
    Watched watched,
    Map<String, Double> purposes) {
  /// Above it the generator is in its own way.
  private static final double MAX_GENERATOR_SHARE = 0.9;

  /// Nor may it be late at its own schedule: at p99 a tenth of a frame.
  private static final long MAX_LATE_NANOS = 2_000_000;

  /// CPU seconds of all threads of a process, over these seconds.
  record Cost(double seconds, double forwarderCpuSeconds, double generatorCpuSeconds) {
    double forwarderShare() {
      return forwarderCpuSeconds / seconds;
    }

    double generatorShare() {
      return generatorCpuSeconds / seconds;
    }
  }

  /// What a call adds, in KiB.
  ///
  /// @param residentPerCall NaN in later rounds: what a process has taken once it mostly keeps
  /// @param liveHeapPerCall after a full collection; NaN where there is no such heap
  record Memory(double residentPerCall, double liveHeapPerCall) {}

  /// @param first whether the process has had no round before
  static Forwarded of(LoadReport report, boolean first) {
    Histogram both = report.times().towardsAgents().copy();
    both.add(report.times().towardsCustomers());
    LoadReport.Cost cost = report.cost();
    int calls = report.plan().calls();
    return new Forwarded(
        report.traffic().forwarded(),
        Math.max(report.traffic().lost(), report.traffic().missing().whileAllStood()),
        new Cost(cost.holdSeconds(), cost.gatewayCpuSeconds(), cost.generatorCpuSeconds()),
        new Memory(
            residentPerCall(cost.idle().residentKb(), cost.talking().residentKb(), calls, first),
            (double) (cost.talking().liveHeapKb() - cost.idle().liveHeapKb()) / calls),
        both,
        Objects.requireNonNull(report.farEnds()),
        cost.gatewayPurposes());
  }

  static double residentPerCall(long idleKb, long talkingKb, int calls, boolean first) {
    return first ? (double) (talkingKb - idleKb) / calls : Double.NaN;
  }

  double cpuMicrosPerPacket() {
    return cost.forwarderCpuSeconds() * 1e6 / Math.max(1, packets);
  }

  double delayMs(double percentile) {
    return delayNanos.getValueAtPercentile(percentile) / 1e6;
  }

  double generatorLateMs() {
    return watched.lateNanos().getValueAtPercentile(99) / 1e6;
  }

  /// Whether the generator kept up, so that the figures are the forwarder's.
  boolean valid() {
    return cost.generatorShare() < MAX_GENERATOR_SHARE
        && watched.losses().sum() == 0
        && watched.lateNanos().getValueAtPercentile(99) < MAX_LATE_NANOS;
  }
}
