package io.dering.bench.jmh;

import io.dering.media.rtcp.ReportBlock;
import io.dering.media.rtcp.RtcpReader;
import io.dering.media.rtcp.RtcpReport;
import io.dering.media.rtcp.RtcpSink;
import io.dering.media.rtcp.RtcpVerdict;
import io.dering.media.rtcp.RtcpWriter;
import io.dering.media.rtcp.SenderReport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A leg's report in the clear: sender report, one block, CNAME. One leaves a leg every two seconds
/// and one comes, so it may allocate what a packet may not; [SrtcpBenchmark] is the rest.
///
/// ```
/// make bench BENCH=RtcpBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RtcpBenchmark {
  private final byte[] written = new byte[RtcpWriter.maxLength(1, 255)];
  private final byte[] come = new byte[RtcpWriter.maxLength(1, 255)];
  private final int length = RtcpWriter.write(come, 0, report(1));
  private final Heard heard = new Heard();
  private int packets;

  /// As a leg writes one.
  static RtcpReport report(int packets) {
    return new RtcpReport(
        0xCAFE_BABE,
        new SenderReport(packets * 0x1_0000L, packets * 960, packets, packets * 60),
        List.of(new ReportBlock(0x1234_5678, 3, 17, packets, 40, 0x4711, 0x815)),
        "dering",
        false);
  }

  @Benchmark
  public int write() {
    return RtcpWriter.write(written, 0, report(++packets));
  }

  @Benchmark
  public long read() {
    if (RtcpReader.read(come, 0, length, heard) != RtcpVerdict.WELL_FORMED) {
      throw new IllegalStateException("refused");
    }
    return heard.sum;
  }

  private static final class Heard implements RtcpSink {
    private long sum;

    @Override
    public void senderReport(int ssrc, SenderReport info) {
      sum += info.middleNtp();
    }

    @Override
    public void reportBlock(int reporter, ReportBlock block) {
      sum += block.cumulativeLost() + block.jitterTicks();
    }

    @Override
    public void goodbye(int ssrc) {
      throw new IllegalStateException("nobody leaves");
    }
  }
}
