package io.dering.signaling.call;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import org.jspecify.annotations.Nullable;

/// What a decision asks for, in this order: things to do, things to write down.
public sealed interface CallOutput {
  record AnswerOffer(SessionDescription offer) implements CallOutput {}

  record PreAccept(SessionDescription answer) implements CallOutput {}

  record Accept(SessionDescription answer) implements CallOutput {}

  record Reject() implements CallOutput {}

  record Terminate() implements CallOutput {}

  /// Make our offer to the customer.
  record MakeOffer() implements CallOutput {}

  record Connect(SessionDescription offer) implements CallOutput {}

  record ApplyAnswer(SessionDescription answer) implements CallOutput {}

  record Play(Tone tone) implements CallOutput {}

  record OpenGate() implements CallOutput {}

  record Bridge(ConnectionId connection) implements CallOutput {}

  record Unbridge() implements CallOutput {}

  record Mute(boolean muted) implements CallOutput {}

  record CloseMetaLeg() implements CallOutput {}

  /// An event for the call's log.
  record Note(CallEventKind kind, @Nullable AgentId agent, @Nullable String detail)
      implements CallOutput {
    Note(CallEventKind kind) {
      this(kind, null, null);
    }

    Note(CallEventKind kind, String detail) {
      this(kind, null, detail);
    }
  }

  /// The end for the call's row (REP-1, REP-2). `agent` is null for N/A.
  record Close(
      CallStatus status,
      EndReason reason,
      @Nullable AgentId agent,
      Spans spans,
      @Nullable MetaError error)
      implements CallOutput {}

  /// How long it rang and how long it was talked.
  record Spans(long ringMs, long talkMs) {}
}
