package io.dering.transport.udp;

import io.dering.media.leg.LegStats;
import io.dering.media.leg.LegTrace;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/// The handle on a leg of a [MediaLoop].
final class LoopLeg implements MediaLeg {
  private final MediaLoop loop;
  private final LegSide side;

  /// Written and read by the loop alone.
  private @Nullable LegSlot slot;

  LoopLeg(MediaLoop loop, LegSide side) {
    this.loop = loop;
    this.side = side;
  }

  @Override
  public LegSide side() {
    return side;
  }

  @Override
  public void play(FrameSource source) {
    withSlot((here, now) -> here.source(source, now));
  }

  @Override
  public void stopPlaying() {
    withSlot((here, now) -> here.source(null, now));
  }

  @Override
  public void stopPlaying(FrameSource source) {
    withSlot((here, _) -> here.stop(source));
  }

  @Override
  public void close() {
    withSlot(LegSlot::close);
  }

  @Override
  public CompletionStage<LegStats.Snapshot> stats() {
    CompletableFuture<LegStats.Snapshot> answer = new CompletableFuture<>();
    loop.run(
        null,
        now ->
            answer.complete(slot == null ? LegStats.Snapshot.ZERO : slot.leg().stats().snapshot()));
    return answer;
  }

  @Override
  public CompletionStage<Optional<LegTrace>> trace() {
    CompletableFuture<Optional<LegTrace>> answer = new CompletableFuture<>();
    loop.run(
        null, now -> answer.complete(Optional.ofNullable(slot).map(here -> here.leg().trace(now))));
    return answer;
  }

  /// @throws IllegalArgumentException for a leg that is not a loop's
  static LoopLeg of(MediaLeg leg) {
    if (leg instanceof LoopLeg ours) {
      return ours;
    }
    throw new IllegalArgumentException("a leg of somebody else's");
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
