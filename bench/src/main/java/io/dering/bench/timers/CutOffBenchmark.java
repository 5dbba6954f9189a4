package io.dering.bench.timers;

import io.dering.signaling.switchboard.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a switchboard does to cut off one call whose money is spent (BAL-4), with so many others
/// talking on the same balance: its last minute is charged, its log is closed, and Meta is told.
/// Each round begins with as many calls as that, and cuts off [#ROUND] of them; the score is the
/// time of all of these. What `-prof gc` counts is the calls being made.
///
/// ```
/// make bench BENCH=CutOff LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx4g", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 6, batchSize = CutOffBenchmark.ROUND)
@Measurement(iterations = 5, batchSize = CutOffBenchmark.ROUND)
public class CutOffBenchmark {
  static final int ROUND = 5_000;
  private static final Instant FIRST_ANSWER = Instant.parse("2026-11-26T10:00:00Z");

  /// Less than from the last warning to the end: that and the minutes before are past in each
  /// round.
  private static final Duration SPREAD = Duration.ofSeconds(10);

  @Param({"10000", "100000"})
  int talking = 10_000;

  private Talking calls = new Talking(0);

  @Setup(Level.Iteration)
  public void talk() {
    calls = new Talking(talking);
    calls.begin(FIRST_ANSWER);
    for (int number = 0; number < talking; number++) {
      var _ =
          calls.answered(number, FIRST_ANSWER.plus(SPREAD.multipliedBy(number).dividedBy(talking)));
    }
    var _ = calls.advance(FIRST_ANSWER.plus(Talking.PAID).minusNanos(1));
  }

  @Benchmark
  public Step oneCallIsCutOff() {
    return calls.advance(calls.switchboard().nextDeadline());
  }

  @TearDown(Level.Iteration)
  public void countThem() {
    int left = calls.switchboard().snapshot().talking();
    if (left != talking - ROUND) {
      throw new IllegalStateException("not one call for each: " + left);
    }
  }
}
