package io.dering.bench.load;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.Line;
import io.dering.sandbox.network.PlacedCall;
import io.dering.transport.udp.MediaLeg;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A customer who calls, talks in stamped frames and counts what comes back.
final class LoadPhone implements Handset {
  private final CompletableFuture<Void> connected = new CompletableFuture<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final StampedVoice voice;
  private final StampedEar ear;
  private @Nullable MediaLeg leg;
  private @Nullable PlacedCall placed;

  LoadPhone(Window window, DelayBook book) {
    this.voice = new StampedVoice(window);
    this.ear = new StampedEar(book);
  }

  void dial(Line line, Customer customer) {
    placed = line.place(customer, this);
  }

  void hangUp() {
    PlacedCall call = placed;
    if (call != null) {
      call.hangUp();
    }
  }

  CompletableFuture<Void> connected() {
    return connected;
  }

  CompletableFuture<Ending> ended() {
    return ended;
  }

  StampedVoice voice() {
    return voice;
  }

  StampedEar ear() {
    return ear;
  }

  @Override
  public void leg(MediaLeg towardsBusiness) {
    leg = towardsBusiness;
  }

  @Override
  public void ringing() {}

  @Override
  public void connected(Instant since, long acceptedNanos) {
    connected.complete(null);
  }

  @Override
  public void open() {
    MediaLeg towardsBusiness = leg;
    if (towardsBusiness != null) {
      towardsBusiness.play(voice);
    }
  }

  @Override
  public void ended(Ending ending) {
    ended.complete(ending);
    connected.completeExceptionally(
        new IllegalStateException("the call ended before: " + ending.cause()));
  }

  @Override
  public void remark(String sentence) {}

  @Override
  public void heard(byte[] buffer, int offset, int length, long nowNanos, boolean early) {
    if (!early) {
      ear.heard(buffer, offset, length, nowNanos);
    }
  }
}
