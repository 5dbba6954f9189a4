package io.dering.bench.load;

import io.dering.bench.lean.LeanEnds;
import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegPolicy;
import io.dering.sandbox.network.Relay;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.concurrent.CompletionStage;

/// The sandbox's customers among the far ends, each at an address of its own.
record LeanRelay(LeanEnds ends) implements Relay {
  private static final LegPolicy TOWARDS_BUSINESS = LegPolicy.likeMeta(CNAME, DtlsManner.USUAL);

  @Override
  public CompletionStage<Opened> answer(String offer, DtlsManner dtls, LegListener listener) {
    return ends.answer(offer, LegSide.CUSTOMER, TOWARDS_BUSINESS.with(dtls), listener);
  }

  @Override
  public CompletionStage<PendingOffer> offer(LegListener listener) {
    return ends.offerFromOwnPort(LegSide.CUSTOMER, TOWARDS_BUSINESS, listener);
  }
}
