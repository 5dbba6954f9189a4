package io.dering.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.ice4j.message.Request;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A connectivity check of a browser's: read, its username and its integrity verified, and answered
/// under the same password; next to ice4j doing the same. `ChecksAgainstIce4jTest` says that both
/// take the same bytes, refuse the same, and read each other's answers.
///
/// ```
/// make bench BENCH=StunCheckBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class StunCheckBenchmark {
  private static final String UFRAG = "9uB6cD3f";
  private static final String PASSWORD = "k2VfqYw8mJx0ZsT4nHc7LpRd";

  private final byte[] check = DeringChecks.check(UFRAG, PASSWORD);
  private final DeringChecks dering = new DeringChecks(UFRAG, PASSWORD);
  private final Ice4jChecks ice4j = new Ice4jChecks(UFRAG, PASSWORD);

  @Benchmark
  public boolean deringVerifies() {
    return must(dering.verified(check, check.length));
  }

  @Benchmark
  public @Nullable Request ice4jVerifies() throws Exception {
    Request verified = ice4j.verified(check, check.length);
    must(verified != null);
    return verified;
  }

  @Benchmark
  public int deringAnswers() {
    must(dering.verified(check, check.length));
    return dering.answer();
  }

  @Benchmark
  public byte[] ice4jAnswers() throws Exception {
    Request verified = ice4j.verified(check, check.length);
    if (verified == null) {
      throw new IllegalStateException("refused");
    }
    return ice4j.answer(verified);
  }

  private static boolean must(boolean verified) {
    if (!verified) {
      throw new IllegalStateException("refused");
    }
    return true;
  }
}
