package io.dering.sandbox.network;

import io.dering.media.leg.DtlsManner;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.concurrent.CompletionStage;

/// Where calls' media come out of the network. Usually a [MediaRelay]; a load generator brings one
/// that speaks for thousands.
public interface Relay {
  /// The name that media streams have on this side (RFC 3550 §6.5.1).
  String CNAME = "WhatsAppAudioStream1";

  /// Answers an offer of the business's.
  ///
  /// @param dtls what the answer says of the roles
  CompletionStage<Opened> answer(String offer, DtlsManner dtls, LegListener listener);

  CompletionStage<PendingOffer> offer(LegListener listener);
}
