package io.dering.sandbox.calls;

import java.time.Instant;

/// What is to be done about a decision, in the order given.
public sealed interface CallEffect {
  /// POST the connect webhook with this offer.
  record SendConnect(String offer) implements CallEffect {}

  /// POST the terminate webhook.
  record SendTerminate(Ending ending) implements CallEffect {}

  /// Build the media path from the business's answer, where that has not been done yet, then answer
  /// the Graph request that brought it.
  record ApplyAnswer(String answer) implements CallEffect {}

  /// Answer the Graph request with success.
  record GrantRequest() implements CallEffect {}

  /// Answer the Graph request with an error.
  record RefuseRequest(Refusal why) implements CallEffect {}

  /// The phone may hear and speak from now on.
  record OpenMedia() implements CallEffect {}

  /// Take the media path down.
  record CloseMedia() implements CallEffect {}

  /// The business's answer has come: the phone rings.
  record ShowRinging() implements CallEffect {}

  /// The phone's timer runs.
  record ShowConnected(Instant since) implements CallEffect {}

  record ShowEnded(Ending ending) implements CallEffect {}

  record NoteOffence(Offence offence) implements CallEffect {}
}
