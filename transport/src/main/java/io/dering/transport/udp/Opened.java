package io.dering.transport.udp;

/// What became of an offer.
public sealed interface Opened {
  /// The leg is being connected; `answer` is our SDP for the peer.
  record Answered(MediaLeg leg, String answer) implements Opened {}

  /// The offer cannot be used and nothing was left behind. `code` is stable, `detail` a sentence
  /// for the person who sent the offer.
  record Refused(String code, String detail) implements Opened {}
}
