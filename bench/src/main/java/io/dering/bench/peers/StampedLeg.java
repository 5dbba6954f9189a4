package io.dering.bench.peers;

import io.dering.bench.load.DelayBook;
import io.dering.bench.load.StampedEar;
import io.dering.bench.load.StampedVoice;
import io.dering.bench.load.Window;
import io.dering.media.leg.LegEvent;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import io.dering.transport.udp.Opened;
import java.util.concurrent.CompletableFuture;

/// One end of a call through the peer: speaks stamped frames from the moment when it can, and
/// counts what comes.
final class StampedLeg implements MediaListener {
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final StampedVoice voice;
  private final StampedEar ear;

  StampedLeg(Window window, DelayBook book) {
    this.voice = new StampedVoice(window);
    this.ear = new StampedEar(book);
  }

  /// Completes when media can flow both ways.
  CompletableFuture<Void> ready() {
    return ready;
  }

  StampedVoice voice() {
    return voice;
  }

  StampedEar ear() {
    return ear;
  }

  /// @throws IllegalStateException when the SDP was refused
  static String answer(Opened opened) {
    return switch (opened) {
      case Opened.Answered(_, String answer) -> answer;
      case Opened.Refused(String code, String detail) ->
          throw new IllegalStateException(code + ": " + detail);
    };
  }

  @Override
  public void legEvent(MediaLeg leg, LegEvent event) {
    switch (event) {
      case LegEvent.MediaReady _ -> {
        leg.play(voice);
        ready.complete(null);
      }
      case LegEvent.Closed(var reason) ->
          ready.completeExceptionally(new IllegalStateException("the leg was closed: " + reason));
      case LegEvent.PathSelected _, LegEvent.Quiet _, LegEvent.HeardAgain _ -> {}
    }
  }

  @Override
  public void media(byte[] buffer, int offset, int length, long nowNanos) {
    ear.heard(buffer, offset, length, nowNanos);
  }
}
