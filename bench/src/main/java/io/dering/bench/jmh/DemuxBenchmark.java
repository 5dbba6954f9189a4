package io.dering.bench.jmh;

import io.dering.media.demux.PacketKind;
import java.util.SplittableRandom;
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

/// Which protocol a datagram belongs to, of datagrams of every kind in random order, so that no
/// branch is foretold.
///
/// ```
/// make bench BENCH=DemuxBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class DemuxBenchmark {
  private static final int DATAGRAMS = 4_096;
  private static final int LENGTH = 122;

  /// STUN, DTLS, RTP, RTCP and nothing of ours: first and second byte.
  private static final int[][] STARTS = {{0, 1}, {22, 254}, {0x80, 111}, {0x80, 200}, {77, 77}};

  private final byte[][] datagrams = new byte[DATAGRAMS][LENGTH];
  private int next;

  @Setup
  public void mix() {
    SplittableRandom random = new SplittableRandom(7983);
    for (byte[] datagram : datagrams) {
      int[] start = STARTS[random.nextInt(STARTS.length)];
      datagram[0] = (byte) start[0];
      datagram[1] = (byte) start[1];
    }
  }

  @Benchmark
  public PacketKind demux() {
    next = (next + 1) % DATAGRAMS;
    return PacketKind.of(datagrams[next], 0, LENGTH);
  }
}
