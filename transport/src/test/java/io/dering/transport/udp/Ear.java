package io.dering.transport.udp;

import io.dering.media.leg.LegClosure;
import io.dering.media.leg.LegEvent;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The owner of a leg: remembers what it was told and the last byte of each packet it heard.
class Ear implements MediaListener {
  private static final int PATIENCE_SECONDS = 30;

  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final CompletableFuture<LegClosure> closed = new CompletableFuture<>();
  private final BlockingQueue<Byte> heard = new LinkedBlockingQueue<>();

  CompletableFuture<Boolean> ready() {
    return ready;
  }

  CompletableFuture<LegClosure> closed() {
    return closed;
  }

  /// The voice of the next packet that has not been asked for yet.
  byte next() {
    try {
      Byte voice = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (voice == null) {
        throw new AssertionError("nothing is heard");
      }
      return voice;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Waits until this voice is heard; what else comes before it is passed over.
  void await(byte voice) {
    while (next() != voice) {
      // Silence, or the voice of somebody before.
    }
  }

  /// Forgets what was heard so far.
  void forget() {
    heard.clear();
  }

  @Override
  public void media(byte[] buffer, int offset, int length, long nowNanos) {
    heard.add(buffer[offset + length - 1]);
  }

  @Override
  public void legEvent(MediaLeg leg, LegEvent event) {
    switch (event) {
      case LegEvent.MediaReady _ -> ready.complete(true);
      case LegEvent.Closed(var reason) -> closed.complete(reason);
      case LegEvent.PathSelected _, LegEvent.Quiet _, LegEvent.HeardAgain _ -> {}
    }
  }
}
