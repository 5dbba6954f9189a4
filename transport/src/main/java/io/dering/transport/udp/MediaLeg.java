package io.dering.transport.udp;

import io.dering.media.leg.LegStats;
import io.dering.media.leg.LegTrace;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/// A handle on one leg, to be used from any thread: each verb hops to the loop and is carried out
/// in the order of the calls. Verbs on a leg that is gone do nothing.
public final class MediaLeg {
  private final MediaLoop loop;
  private final LegSide side;

  /// Written and read by the loop alone.
  private @Nullable LegSlot slot;

  MediaLeg(MediaLoop loop, LegSide side) {
    this.loop = loop;
    this.side = side;
  }

  public LegSide side() {
    return side;
  }

  /// Speaks into the leg: a frame every 20 ms from now on, as soon as the leg is ready. Replaces
  /// what played before. On a leg that a call is bridged to only while the call's gate is closed:
  /// behind it the bridge speaks into the leg.
  public void play(FrameSource source) {
    withSlot((here, now) -> here.source(source, now));
  }

  /// Stops what plays.
  public void stopPlaying() {
    withSlot((here, now) -> here.source(null, now));
  }

  /// Stops that source if it is what plays.
  public void stopPlaying(FrameSource source) {
    withSlot((here, _) -> here.stop(source));
  }

  /// RTCP BYE where there are keys, then gone; the listener hears `Closed`.
  public void close() {
    withSlot(LegSlot::close);
  }

  /// The leg's figures now; all zero once it is gone.
  public CompletionStage<LegStats.Snapshot> stats() {
    CompletableFuture<LegStats.Snapshot> answer = new CompletableFuture<>();
    loop.run(
        null,
        now ->
            answer.complete(slot == null ? LegStats.Snapshot.ZERO : slot.leg().stats().snapshot()));
    return answer;
  }

  /// How far the leg came until now, or until it was gone; empty before it is opened.
  public CompletionStage<Optional<LegTrace>> trace() {
    CompletableFuture<Optional<LegTrace>> answer = new CompletableFuture<>();
    loop.run(
        null, now -> answer.complete(Optional.ofNullable(slot).map(here -> here.leg().trace(now))));
    return answer;
  }

  MediaLoop loop() {
    return loop;
  }

  @Nullable LegSlot slot() {
    return slot;
  }

  void slot(LegSlot here) {
    slot = here;
  }

  private void withSlot(ObjLongConsumer<LegSlot> verb) {
    loop.run(
        null,
        _ -> {
          LegSlot here = slot;
          if (here != null && !here.leg().closed()) {
            loop.work(here, now -> verb.accept(here, now));
          }
        });
  }
}
