package io.dering.bench.peers;

import io.dering.bench.lean.LeanEnds;
import io.dering.bench.load.Ends;
import io.dering.bench.load.Pinned;
import io.dering.bench.load.ProcessFigures;
import io.dering.bench.load.Window;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.PendingOffer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/// Calls through rtpengine: both ends are legs of this process, as they are of a
/// [LoadRun][io.dering.bench.load.LoadRun].
final class RtpengineRun {
  private static final long PATIENCE_S = 30;
  private static final long SETTLE_MS = 1_500;

  private final SecureRandom random = new SecureRandom();
  private final Window window = new Window();
  private final Histogram delayNanos = Ends.histogram();
  private final List<StampedLeg> legs = new ArrayList<>();
  private final RoundPlan plan;

  RtpengineRun(RoundPlan plan) {
    this.plan = plan;
  }

  /// @throws IOException when rtpengine cannot be used
  Forwarded run(Path log, Pinned pinned) throws IOException, InterruptedException {
    try (Rtpengine rtpengine = Rtpengine.start(log, pinned);
        LeanEnds ends = Ends.lean(random, plan.slots())) {
      ProcessFigures process = new ProcessFigures(rtpengine.pid());
      long idleKb = process.residentKb();
      long start = System.nanoTime();
      for (int number = 0; number < plan.calls(); number++) {
        long due = start + number * TimeUnit.SECONDS.toNanos(1) / plan.callsPerSecond();
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        connect("call-" + number, rtpengine, ends);
      }
      for (StampedLeg leg : legs) {
        done(leg.ready());
      }
      Thread.sleep(plan.warmUp());
      Thread.sleep(SETTLE_MS);
      return measured(process, idleKb, ends);
    }
  }

  private void connect(String call, Rtpengine rtpengine, LeanEnds ends)
      throws IOException, InterruptedException {
    StampedLeg caller = leg();
    StampedLeg callee = leg();
    PendingOffer offer =
        done(ends.offerFromOwnPort(LegSide.CUSTOMER, Ends.LIKE_A_BROWSER, caller));
    String towardsCallee = rtpengine.offer(call, offer.offer());
    String answer =
        StampedLeg.answer(
            done(ends.answer(towardsCallee, LegSide.AGENT, Ends.LIKE_A_BROWSER, callee)));
    String towardsCaller = rtpengine.answer(call, answer);
    StampedLeg.answer(done(offer.answered(towardsCaller)));
  }

  private StampedLeg leg() {
    StampedLeg leg = new StampedLeg(window, delayNanos);
    legs.add(leg);
    return leg;
  }

  private Forwarded measured(ProcessFigures process, long idleKb, LeanEnds ends)
      throws InterruptedException {
    ProcessFigures generator = new ProcessFigures(ProcessHandle.current().pid());
    long gapsBefore = sum(leg -> leg.ear().sequenceGaps());
    long residentKb = process.residentKb();
    ends.watch();
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
    long heard = sum(leg -> leg.ear().numbered());
    long lost = sum(leg -> leg.voice().numbered()) - heard;
    long gaps = sum(leg -> leg.ear().sequenceGaps()) - gapsBefore;
    return new Forwarded(
        heard,
        Math.max(lost, gaps),
        cost,
        new Forwarded.Memory((double) (residentKb - idleKb) / plan.calls(), Double.NaN),
        delayNanos,
        ends.watched());
  }

  private long sum(ToLongFunction<StampedLeg> figure) {
    return legs.stream().mapToLong(figure).sum();
  }

  private static <T> T done(CompletionStage<T> stage) throws IOException, InterruptedException {
    CompletableFuture<T> future = stage.toCompletableFuture();
    try {
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("a call through rtpengine does not stand", e);
    }
  }
}
