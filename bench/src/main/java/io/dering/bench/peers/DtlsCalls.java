package io.dering.bench.peers;

import io.dering.bench.lean.LeanEnds;
import io.dering.bench.lean.Watch;
import io.dering.bench.load.DelayBook;
import io.dering.bench.load.Ends;
import io.dering.bench.load.Window;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.PendingOffer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// ICE and DTLS-SRTP at both ends, as the gateway's calls have them.
final class DtlsCalls implements PeerCalls {
  private static final long PATIENCE_S = 30;

  private final List<StampedLeg> legs = new ArrayList<>();
  private final LeanEnds ends;
  private final Window window;
  private final DelayBook book;

  DtlsCalls(int slots, Window window, DelayBook book) {
    this.ends = Ends.lean(new SecureRandom(), slots);
    this.window = window;
    this.book = book;
  }

  @Override
  public void connect(String call, Rtpengine rtpengine) throws IOException, InterruptedException {
    StampedLeg caller = leg();
    StampedLeg callee = leg();
    PendingOffer offer = done(ends.offerFromOwnPort(LegSide.CUSTOMER, Ends.LIKE_A_BROWSER, caller));
    String towardsCallee = rtpengine.offer(call, offer.offer());
    String answer =
        StampedLeg.answer(
            done(ends.answer(towardsCallee, LegSide.AGENT, Ends.LIKE_A_BROWSER, callee)));
    String towardsCaller = rtpengine.answer(call, answer);
    StampedLeg.answer(done(offer.answered(towardsCaller)));
  }

  @Override
  public void await() throws IOException, InterruptedException {
    for (StampedLeg leg : legs) {
      done(leg.ready());
    }
  }

  @Override
  public List<Voiced> ends() {
    return legs.stream().map(leg -> new Voiced(leg.voice(), leg.ear())).toList();
  }

  @Override
  public Watch watch() {
    return ends.watch();
  }

  @Override
  public void close() {
    ends.close();
  }

  private StampedLeg leg() {
    StampedLeg leg = new StampedLeg(window, book);
    legs.add(leg);
    return leg;
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
