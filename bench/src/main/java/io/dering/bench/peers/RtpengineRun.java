package io.dering.bench.peers;

import io.dering.bench.lean.Watch;
import io.dering.bench.load.DelayBook;
import io.dering.bench.load.ProcessFigures;
import io.dering.bench.load.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/// Calls through rtpengine: both ends are in this process, as they are of a
/// [LoadRun][io.dering.bench.load.LoadRun].
final class RtpengineRun {
  private static final long SETTLE_MS = 1_500;

  private final Window window = new Window();
  private final DelayBook book = new DelayBook(window, Duration.ofSeconds(1));
  private final RoundPlan plan;
  private final Turn turn;

  RtpengineRun(RoundPlan plan, Turn turn) {
    this.plan = plan;
    this.turn = turn;
  }

  /// @throws IOException when rtpengine cannot be used
  Forwarded on(Rtpengine rtpengine) throws IOException, InterruptedException {
    try (PeerCalls calls = calls()) {
      ProcessFigures process = new ProcessFigures(rtpengine.pid());
      long idleKb = process.residentKb();
      long start = System.nanoTime();
      for (int number = 0; number < turn.calls(); number++) {
        long due = start + number * TimeUnit.SECONDS.toNanos(1) / plan.callsPerSecond();
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        calls.connect(name(number), rtpengine);
      }
      calls.await();
      // Numbered as in the hold: code that first ran in it would be compiled in it.
      window.open();
      Thread.sleep(turn.warmUp());
      window.close();
      Thread.sleep(SETTLE_MS);
      book.reset();
      Forwarded did = measured(process, idleKb, calls);
      for (int number = 0; number < turn.calls(); number++) {
        rtpengine.delete(name(number));
      }
      return did;
    }
  }

  /// A call of an earlier round may not have been forgotten yet.
  private String name(int number) {
    return "round-" + turn.number() + "-call-" + number;
  }

  private PeerCalls calls() {
    return plan.sdes()
        ? new SdesCalls(plan.slots(), window, book)
        : new DtlsCalls(plan.slots(), window, book);
  }

  private Forwarded measured(ProcessFigures process, long idleKb, PeerCalls calls)
      throws InterruptedException {
    ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
    List<Voiced> ends = calls.ends();
    long gapsBefore = sum(ends, end -> end.ear().sequenceGaps());
    long saidBefore = sum(ends, end -> end.voice().numbered());
    long heardBefore = sum(ends, end -> end.ear().numbered());
    long residentKb = process.residentKb();
    Watch watch = calls.watch();
    double generatorBefore = generator.cpuSeconds();
    double cpuBefore = process.cpuSeconds();
    long start = System.nanoTime();
    window.open();
    Thread.sleep(plan.hold());
    window.close();
    Forwarded.Cost cost =
        new Forwarded.Cost(
            (System.nanoTime() - start) / 1e9,
            process.cpuSeconds() - cpuBefore,
            generator.cpuSeconds() - generatorBefore);
    Thread.sleep(SETTLE_MS);
    long heard = sum(ends, end -> end.ear().numbered()) - heardBefore;
    long lost = sum(ends, end -> end.voice().numbered()) - saidBefore - heard;
    long gaps = sum(ends, end -> end.ear().sequenceGaps()) - gapsBefore;
    return new Forwarded(
        heard,
        Math.max(lost, gaps),
        cost,
        new Forwarded.Memory(
            Forwarded.residentPerCall(idleKb, residentKb, turn.calls(), turn.first()), Double.NaN),
        book.all(),
        watch.watched(),
        Map.of());
  }

  private static long sum(List<Voiced> ends, ToLongFunction<Voiced> figure) {
    return ends.stream().mapToLong(figure).sum();
  }
}
