package io.dering.bench.peers;

import io.dering.bench.load.DelayBook;
import io.dering.bench.load.Ends;
import io.dering.bench.load.Pinned;
import io.dering.bench.load.ProcessFigures;
import io.dering.bench.load.StampedEar;
import io.dering.bench.load.StampedVoice;
import io.dering.bench.load.Window;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.PendingOffer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls through rtpengine: both ends are legs of this process, as they are of a
/// [LoadRun][io.dering.bench.load.LoadRun].
final class RtpengineRun {
  private static final long PATIENCE_S = 30;
  private static final long SETTLE_MS = 1_500;

  private final SecureRandom random = new SecureRandom();
  private final Window window = new Window();
  private final DelayBook book = new DelayBook(window, Duration.ofSeconds(1));
  private final List<StampedLeg> legs = new ArrayList<>();
  private final int calls;
  private final int callsPerSecond;
  private final Duration warmUp;
  private final Duration hold;

  RtpengineRun(int calls, int callsPerSecond, Duration warmUp, Duration hold) {
    this.calls = calls;
    this.callsPerSecond = callsPerSecond;
    this.warmUp = warmUp;
    this.hold = hold;
  }

  /// @throws IOException when rtpengine cannot be used
  Forwarded run(Path log, Pinned pinned) throws IOException, InterruptedException {
    // A media loop for each side, as the gateway's generator has.
    try (Rtpengine rtpengine = Rtpengine.start(log, pinned);
        MediaServer callers = Ends.media(random);
        MediaServer callees = Ends.media(random)) {
      ProcessFigures process = new ProcessFigures(rtpengine.pid());
      long idleKb = process.residentKb();
      long start = System.nanoTime();
      for (int number = 0; number < calls; number++) {
        long due = start + number * TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        connect("call-" + number, rtpengine, callers, callees);
      }
      for (StampedLeg leg : legs) {
        done(leg.ready());
      }
      Thread.sleep(warmUp);
      Thread.sleep(SETTLE_MS);
      return measured(process, idleKb);
    }
  }

  private void connect(String call, Rtpengine rtpengine, MediaServer callers, MediaServer callees)
      throws IOException, InterruptedException {
    StampedLeg caller = leg();
    StampedLeg callee = leg();
    PendingOffer offer =
        done(callers.offerFromOwnPort(LegSide.CUSTOMER, Ends.LIKE_A_BROWSER, caller));
    String towardsCallee = rtpengine.offer(call, offer.offer());
    String answer =
        StampedLeg.answer(
            done(callees.answer(towardsCallee, LegSide.AGENT, Ends.LIKE_A_BROWSER, callee)));
    String towardsCaller = rtpengine.answer(call, answer);
    StampedLeg.answer(done(offer.answered(towardsCaller)));
  }

  private StampedLeg leg() {
    StampedLeg leg = new StampedLeg(window, book);
    legs.add(leg);
    return leg;
  }

  private Forwarded measured(ProcessFigures process, long idleKb) throws InterruptedException {
    long gapsBefore = legs.stream().map(StampedLeg::ear).mapToLong(StampedEar::sequenceGaps).sum();
    long residentKb = process.residentKb();
    double cpuBefore = process.cpuSeconds();
    window.open();
    Thread.sleep(hold);
    window.close();
    double cpu = process.cpuSeconds() - cpuBefore;
    Thread.sleep(SETTLE_MS);
    long sent = legs.stream().map(StampedLeg::voice).mapToLong(StampedVoice::numbered).sum();
    long heard = legs.stream().map(StampedLeg::ear).mapToLong(StampedEar::numbered).sum();
    long gapsAfter = legs.stream().map(StampedLeg::ear).mapToLong(StampedEar::sequenceGaps).sum();
    return new Forwarded(
        heard,
        Math.max(sent - heard, gapsAfter - gapsBefore),
        cpu,
        (double) (residentKb - idleKb) / calls,
        book.all());
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
