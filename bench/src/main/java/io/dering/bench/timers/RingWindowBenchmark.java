package io.dering.bench.timers;

import io.dering.signaling.channel.Channel;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Duration;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// What a switchboard does for one call that nobody answers (IN-7), with so many others ringing: it
/// is offered, and the window of the oldest one runs out. Virtual time goes on with each round, so
/// that the number of ringing calls stays as it is.
///
/// ```
/// make bench BENCH=RingWindow LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class RingWindowBenchmark {
  @Param({"100", "100000"})
  int ringing = 100;

  private Switchboard switchboard = Incoming.switchboard();
  private Duration apart = Duration.ZERO;
  private Instant now = Instant.EPOCH;
  private int next;

  @Setup
  public void ring() {
    switchboard = Incoming.switchboard();
    now = Instant.parse("2026-11-26T10:00:00Z");
    apart = Channel.DEFAULT_RINGING_WINDOW.dividedBy(ringing);
    next = 0;
    Incoming.signIn(switchboard, now);
    while (next < ringing) {
      offer();
    }
  }

  @Benchmark
  public void oneCallRingsInVain(Blackhole seen) {
    Step ended = switchboard.advance(now.plus(apart));
    seen.consume(ended);
    seen.consume(offer());
  }

  @TearDown
  public void countThem() {
    int left = switchboard.snapshot().ringing();
    if (left != ringing) {
      throw new IllegalStateException("not one call for one: " + left);
    }
  }

  private Step offer() {
    now = now.plus(apart);
    return switchboard.handle(Incoming.call(next++, now), now);
  }
}
