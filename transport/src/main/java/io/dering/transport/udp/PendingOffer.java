package io.dering.transport.udp;

import java.util.concurrent.CompletionStage;

/// An offer of ours whose answer has not come yet. It holds a port and credentials, no leg.
public interface PendingOffer {
  /// The SDP to send.
  String offer();

  /// Makes the leg from the peer's answer; once. An answer that is refused may be followed by
  /// another.
  CompletionStage<Opened> answered(String answerSdp);

  /// No answer will come: the port is given back. Does nothing once a leg was made.
  void withdraw();
}
