package io.dering.bench.decisions;

import io.dering.signaling.call.Direction;
import io.dering.signaling.permission.AskVerdict;
import io.dering.signaling.permission.CallVerdict;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionInput;
import io.dering.signaling.permission.PermissionMachine;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.permission.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Whether a customer may be called and asked (OUT-3, PM-2): a permanent permission with nine calls
/// that connected in the last day.
///
/// ```
/// make bench BENCH=PermissionBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class PermissionBenchmark {
  private static final CallingLimits LIMITS = CallingLimits.DEFAULT;

  private Instant now = Instant.parse("2026-11-26T10:00:00Z");
  private Permission permission = Permission.NEW;

  @Setup
  public void nineCalls() {
    now = Instant.parse("2026-11-26T10:00:00Z");
    PermissionReply always =
        new PermissionReply(PermissionReply.Response.ACCEPT, true, null, false);
    permission = after(new PermissionInput.Replied(always, null, now));
    for (int call = 0; call < 9; call++) {
      now = now.plus(Duration.ofMinutes(10));
      permission = after(new PermissionInput.Connected(Direction.OUTBOUND));
    }
  }

  @Benchmark
  public CallVerdict mayCall() {
    return Verdicts.mayCall(permission, LIMITS, now);
  }

  @Benchmark
  public AskVerdict mayAsk() {
    return Verdicts.mayAsk(permission, true, LIMITS, now);
  }

  private Permission after(PermissionInput input) {
    return PermissionMachine.decide(permission, input, LIMITS, now).permission();
  }
}
