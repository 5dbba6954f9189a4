package io.dering.bench.peers;

import io.dering.bench.lean.FarLoop;
import io.dering.bench.lean.Watch;
import io.dering.bench.load.DelayBook;
import io.dering.bench.load.StampedEar;
import io.dering.bench.load.StampedVoice;
import io.dering.bench.load.Window;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Keys in the SDP (RFC 4568), without ICE and DTLS. The two ends take different suites: with the
/// same one on both sides rtpengine copies the keys and passes packets through undecrypted.
final class SdesCalls implements PeerCalls {
  private final List<SdesEnd> all = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();
  private final FarLoop loop;
  private final Window window;
  private final DelayBook book;

  SdesCalls(int slots, Window window, DelayBook book) {
    this.loop = FarLoop.start(slots);
    this.window = window;
    this.book = book;
  }

  @Override
  public void connect(String call, Rtpengine rtpengine) throws IOException, InterruptedException {
    SdesEnd caller = end(SdesSuite.AES_CM_128_HMAC_SHA1_80);
    SdesEnd callee = end(SdesSuite.AES_CM_128_HMAC_SHA1_32);
    SdesSdp towardsCallee = SdesSdp.read(rtpengine.offerSdes(call, caller.offer()), callee.suite());
    SdesSdp towardsCaller =
        SdesSdp.read(rtpengine.answerSdes(call, callee.answer(towardsCallee)), caller.suite());
    caller.start(towardsCaller);
    callee.start(towardsCallee);
  }

  @Override
  public void await() {}

  @Override
  public List<Voiced> ends() {
    return all.stream().map(SdesEnd::voiced).toList();
  }

  @Override
  public Watch watch() {
    return new Watch(
        loop,
        () ->
            new Watch.Dropped(
                all.stream().mapToLong(SdesEnd::notAuthentic).sum(),
                all.stream().mapToLong(SdesEnd::notRtp).sum()));
  }

  @Override
  public void close() {
    loop.close();
  }

  private SdesEnd end(SdesSuite suite) throws IOException, InterruptedException {
    CompletableFuture<Integer> reserved = new CompletableFuture<>();
    loop.run(_ -> reserved.complete(loop.reserve()));
    try {
      Voiced voiced = new Voiced(new StampedVoice(window), new StampedEar(book));
      SdesEnd end = new SdesEnd(loop, reserved.get(), suite, voiced, random);
      all.add(end);
      return end;
    } catch (ExecutionException e) {
      throw new IOException("no address for a far end", e);
    }
  }
}
