package io.dering.transport.udp;

import io.dering.media.opus.OpusClip;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/// A handle on a bridge between a customer's leg and, while there is one, an agent's; to be used
/// from any thread. Verbs after the customer's leg is gone do nothing.
public final class MediaCall {
  private final MediaLoop loop;

  /// Written and read by the loop alone; null before the customer's leg stands and after it is
  /// gone.
  private @Nullable CallSlot slot;

  MediaCall(LoopLeg customer) {
    this.loop = customer.loop();
    loop.run(
        null,
        now -> {
          LegSlot at = customer.slot();
          if (at != null && !at.leg().closed()) {
            slot = new CallSlot(at);
          }
        });
  }

  /// Puts this agent's leg on the call; a former agent's leg is taken off. The leg may still be
  /// connecting: audio flows when it is ready.
  public void attach(MediaLeg agent) {
    LoopLeg ours = LoopLeg.of(agent);
    withSlot((here, now) -> {
      LegSlot at = ours.slot();
      if (at != null && !at.leg().closed()) {
        here.attach(at, now);
      }
    });
  }

  /// Takes the agent's leg off; the leg itself stays.
  public void detach() {
    withSlot(CallSlot::detach);
  }

  /// Lets RTP flow towards the customer: the first packet leaves in the same turn of the loop.
  public void openGate() {
    withSlot(CallSlot::openGate);
  }

  /// Silences the agent towards the customer; frames of silence go on.
  public void mute(boolean muted) {
    withSlot((here, now) -> here.bridge().mute(muted, now));
  }

  /// What the customer hears while an agent who has spoken is away without having left.
  public void comfort(OpusClip clip) {
    withSlot((here, _) -> here.bridge().comfort(clip));
  }

  /// Plays a clip once to both sides, in place of what they say meanwhile; nothing before the gate.
  public void play(OpusClip clip) {
    withSlot((here, now) -> here.bridge().play(clip, now));
  }

  /// When the first packet left towards the customer, in nanoseconds of the media clock;
  /// [io.dering.media.time.Deadline#NEVER] before.
  public CompletionStage<Long> firstFrameNanos() {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    loop.run(
        null,
        now ->
            answer.complete(
                slot == null
                    ? io.dering.media.time.Deadline.NEVER
                    : slot.bridge().firstFrameNanos()));
    return answer;
  }

  private void withSlot(ObjLongConsumer<CallSlot> verb) {
    loop.run(
        null,
        _ -> {
          CallSlot here = slot;
          if (here != null && !here.customer().leg().closed()) {
            loop.work(here.customer(), at -> verb.accept(here, at));
          }
        });
  }
}
