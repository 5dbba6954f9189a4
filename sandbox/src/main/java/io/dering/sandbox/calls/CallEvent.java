package io.dering.sandbox.calls;

import java.time.Instant;

/// What happens to a call. The instant comes beside it, never inside, except where the event is a
/// report of something earlier.
public sealed interface CallEvent {
  /// Our media plane has made the SDP offer.
  record OfferMade(String offer) implements CallEvent {}

  /// Our media plane could not.
  record OfferFailed() implements CallEvent {}

  record PreAcceptAsked(String answer) implements CallEvent {}

  record AcceptAsked(String answer) implements CallEvent {}

  record RejectAsked() implements CallEvent {}

  record TerminateAsked() implements CallEvent {}

  /// Our media plane cannot use the business's answer; the business has been told.
  record AnswerRefused() implements CallEvent {}

  /// The 200 of accept is leaving now.
  record AcceptAnswered() implements CallEvent {}

  /// RTP of the business, authentic, received before accept's 200.
  record EarlyMediaHeard() implements CallEvent {}

  /// RTP of the business, authentic, received at `heardAt`, after accept's 200.
  record BusinessMedia(Instant heardAt) implements CallEvent {}

  /// The customer has tapped *End*, or the phone is gone.
  record CustomerEnded() implements CallEvent {}

  /// Nothing but time.
  record TimePassed() implements CallEvent {}
}
