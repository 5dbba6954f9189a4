package io.dering.bench.jmh;

import io.dering.media.srtp.SrtpProfile;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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

/// The whole way of a packet of 12 + 100 bytes through two legs and the bridge between them, with
/// nothing left out but the sockets: told apart, its address looked up, unprotected, counted,
/// rewritten, protected, handed out.
///
/// ```
/// make bench BENCH=BridgeBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms1g", "-Xmx1g"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class BridgeBenchmark {
  @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
  SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

  /// With more, each packet finds other legs in the processor's caches than its own.
  @Param({"1", "1000"})
  int calls = 1;

  private TwoLegs[] all = {};
  private int next;

  @Setup
  public void connect() {
    all = Stream.generate(() -> new TwoLegs(profile)).limit(calls).toArray(TwoLegs[]::new);
  }

  @Benchmark
  public int towardsAgent() {
    return call().fromCustomer();
  }

  @Benchmark
  public int towardsCustomer() {
    return call().fromAgent();
  }

  private TwoLegs call() {
    if (++next >= calls) {
      next = 0;
    }
    return all[next];
  }
}
