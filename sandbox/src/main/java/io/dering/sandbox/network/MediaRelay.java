package io.dering.sandbox.network;

import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegPolicy;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.concurrent.CompletionStage;

/// The relay of a media server.
///
/// @param portPerCall whether each call has a port of its own, as if from a relay of its own
public record MediaRelay(MediaServer media, boolean portPerCall) implements Relay {
  private static final LegPolicy TOWARDS_BUSINESS = LegPolicy.likeMeta(CNAME, DtlsManner.USUAL);

  @Override
  public CompletionStage<Opened> answer(String offer, DtlsManner dtls, LegListener listener) {
    return media.answer(offer, LegSide.CUSTOMER, TOWARDS_BUSINESS.with(dtls), listener);
  }

  @Override
  public CompletionStage<PendingOffer> offer(LegListener listener) {
    return portPerCall
        ? media.offerFromOwnPort(LegSide.CUSTOMER, TOWARDS_BUSINESS, listener)
        : media.offer(LegSide.CUSTOMER, TOWARDS_BUSINESS, listener);
  }
}
