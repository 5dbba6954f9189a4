package io.dering.sandbox.network;

import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegPolicy;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.PendingOffer;
import java.util.concurrent.CompletionStage;

/// Where calls' media come out of the network.
///
/// @param portPerCall whether each call has a port of its own, as if from a relay of its own
public record Relay(MediaServer media, boolean portPerCall) {
  private static final LegPolicy TOWARDS_BUSINESS =
      LegPolicy.likeMeta("WhatsAppAudioStream1", DtlsManner.USUAL);

  CompletionStage<PendingOffer> offer(LegListener listener) {
    return portPerCall
        ? media.offerFromOwnPort(LegSide.CUSTOMER, TOWARDS_BUSINESS, listener)
        : media.offer(LegSide.CUSTOMER, TOWARDS_BUSINESS, listener);
  }
}
