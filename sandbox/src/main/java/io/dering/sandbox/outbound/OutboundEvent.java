package io.dering.sandbox.outbound;

import io.dering.sandbox.calls.EndCause;
import java.time.Instant;

/// What happens to a call of the business's. The instant comes beside it, never inside, except
/// where the event is a report of something earlier.
public sealed interface OutboundEvent {
  /// Our media plane has made the SDP answer.
  record AnswerMade(String answer) implements OutboundEvent {}

  /// Our media plane cannot use the business's offer.
  ///
  /// @param detail for the business
  record OfferRefused(String detail) implements OutboundEvent {}

  /// The customer's phone has been reached.
  record PhoneRings() implements OutboundEvent {}

  /// The customer taps *Answer*.
  record CustomerAccepts() implements OutboundEvent {}

  /// The customer taps *Decline*, or *End* once the call is answered.
  record CustomerEnds() implements OutboundEvent {}

  /// The customer's client gives up by itself.
  ///
  /// @param cause one with an error code
  record ClientFails(EndCause cause) implements OutboundEvent {}

  record TerminateAsked() implements OutboundEvent {}

  /// RTP of the business, authentic, received before the customer picked up.
  record EarlyMediaHeard() implements OutboundEvent {}

  /// RTP of the business, authentic, received at `heardAt`, after the customer picked up.
  record BusinessMedia(Instant heardAt) implements OutboundEvent {}

  /// Nothing but time.
  record TimePassed() implements OutboundEvent {}
}
