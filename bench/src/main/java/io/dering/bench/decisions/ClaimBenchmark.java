package io.dering.bench.decisions;

import io.dering.signaling.switchboard.Step;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Who takes a call that rings at all of so many agents: one call from the offer to its end, with
/// and without somebody who claims it, and what one costs who comes too late.
///
/// ```
/// make bench BENCH=ClaimBenchmark LOAD=none
/// ```
///
/// The claim, with all that follows from it at the other agents and at Meta, is the difference of
/// the first two.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClaimBenchmark {
  @Param({"3", "50"})
  int members = 3;

  private RingingRoom room = new RingingRoom(3);
  private RingingRoom taken = new RingingRoom(3);
  private int next;

  @Setup
  public void signIn() {
    room = new RingingRoom(members);
    taken = new RingingRoom(members);
    taken.offer();
    taken.accept(0);
    taken.mustBeTaken();
  }

  @Benchmark
  public Step claimedAndEnded() {
    room.offer();
    room.accept(next++ % members);
    room.mustBeTaken();
    return room.end();
  }

  @Benchmark
  public Step unclaimedAndEnded() {
    room.offer();
    return room.end();
  }

  @Benchmark
  public Step tooLate() {
    return taken.accept(1);
  }
}
