package io.dering.bench.lean;

import io.dering.media.leg.LegPolicy;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.concurrent.CompletionStage;

/// Where the far ends of calls come from: a [MediaServer][io.dering.transport.udp.MediaServer], or
/// [LeanEnds]. May be called from any thread.
public interface FarEnds extends AutoCloseable {
  /// A leg that offers, at an address that no other leg has.
  CompletionStage<PendingOffer> offerFromOwnPort(
      LegSide side, LegPolicy policy, LegListener listener);

  /// A leg that answers.
  CompletionStage<Opened> answer(
      String offerSdp, LegSide side, LegPolicy policy, LegListener listener);

  @Override
  void close();
}
