package io.dering.sandbox.outbound;

import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.calls.Refusal;
import java.time.Instant;

/// What is to be done about a decision, in the order given.
public sealed interface OutboundEffect {
  /// Answer the `connect` request with the call's id.
  record GrantCall() implements OutboundEffect {}

  /// Answer the `connect` request with error 100.
  record RefuseOffer(String detail) implements OutboundEffect {}

  /// Answer the `terminate` request with success.
  record GrantRequest() implements OutboundEffect {}

  /// Answer the `terminate` request with an error.
  record RefuseRequest(Refusal why) implements OutboundEffect {}

  /// POST the connect webhook with this answer.
  record SendConnect(String answer) implements OutboundEffect {}

  /// POST a status webhook.
  record SendStatus(OutboundStatus status) implements OutboundEffect {}

  /// POST the terminate webhook.
  record SendTerminate(Ending ending) implements OutboundEffect {}

  record ShowRinging() implements OutboundEffect {}

  /// The phone's timer runs.
  record ShowConnected(Instant since) implements OutboundEffect {}

  /// The phone may hear and speak from now on.
  record OpenMedia() implements OutboundEffect {}

  /// Take the media path down.
  record CloseMedia() implements OutboundEffect {}

  record ShowEnded(Ending ending) implements OutboundEffect {}

  record NoteOffence(Offence offence) implements OutboundEffect {}
}
