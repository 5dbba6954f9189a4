package io.dering.sandbox.phone;

import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.IncomingCall;
import io.dering.sandbox.network.Line;
import io.dering.sandbox.network.PlacedCall;
import io.dering.transport.udp.MediaLeg;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A call by script, placed or taken. May be used from any thread.
public final class ScriptedPhone {
  private final CompletableFuture<Void> offered = new CompletableFuture<>();
  private final CompletableFuture<Void> rings = new CompletableFuture<>();
  private final CompletableFuture<Instant> connected = new CompletableFuture<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final Ear ear;
  private final Mouth mouth;
  private final Receiver receiver;
  private final PlacedCall placed;

  private ScriptedPhone(Script script, Function<Handset, PlacedCall> begin) {
    this.ear = new Ear(script.keeps());
    this.mouth = new Mouth(script, this::hangUp);
    this.receiver = new Receiver();
    this.placed = begin.apply(receiver);
  }

  /// Calls the sandbox's business.
  ///
  /// @param line the sandbox
  public static ScriptedPhone call(Line line, Script script) {
    return new ScriptedPhone(script, handset -> line.place(script.customer(), handset));
  }

  /// Is called by the business.
  static ScriptedPhone called(IncomingCall incoming, Script script) {
    return new ScriptedPhone(script, _ -> incoming);
  }

  Handset handset() {
    return receiver;
  }

  /// The connect webhook is on its way. Fails when the call ends first.
  public CompletionStage<Void> offered() {
    return offered;
  }

  /// The business has sent its answer ahead, or this phone rings. Fails when the call ends first.
  public CompletionStage<Void> ringing() {
    return rings;
  }

  /// The call is answered; holds the moment. Fails when the call ends first.
  public CompletionStage<Instant> connected() {
    return connected;
  }

  public CompletionStage<Ending> ended() {
    return ended;
  }

  /// What its screen shows now.
  public PhoneState state() {
    if (ended.isDone()) {
      return PhoneState.ENDED;
    }
    if (connected.state() == Future.State.SUCCESS) {
      return PhoneState.CONNECTED;
    }
    return rings.state() == Future.State.SUCCESS ? PhoneState.RINGING : PhoneState.CALLING;
  }

  /// The customer taps *End*.
  public void hangUp() {
    placed.hangUp();
  }

  /// What has been heard until now.
  public Heard heard() {
    return ear.snapshot();
  }

  /// Frames of 20 ms that have been said, silence included.
  public long framesSpoken() {
    return mouth.spoken();
  }

  private final class Receiver implements Handset {
    private @Nullable MediaLeg leg;

    @Override
    public void leg(MediaLeg towardsBusiness) {
      leg = towardsBusiness;
    }

    @Override
    public void offered() {
      offered.complete(null);
    }

    @Override
    public void ringing() {
      rings.complete(null);
    }

    @Override
    public void connected(Instant since, long acceptedNanos) {
      ear.accepted(acceptedNanos);
      connected.complete(since);
    }

    @Override
    public void open() {
      if (leg != null) {
        leg.play(mouth);
      }
    }

    @Override
    public void ended(Ending ending) {
      IllegalStateException over =
          new IllegalStateException("the call ended before: " + ending.cause());
      ended.complete(ending);
      offered.completeExceptionally(over);
      rings.completeExceptionally(over);
      connected.completeExceptionally(over);
    }

    @Override
    public void remark(String sentence) {}

    @Override
    public void heard(byte[] buffer, int offset, int length, long nowNanos, boolean early) {
      ear.heard(buffer, offset, length, nowNanos, early);
    }
  }
}
