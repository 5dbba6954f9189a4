package io.dering.signaling.call;

import io.dering.signaling.call.CallOutput.Spans;
import io.dering.signaling.call.CallState.Aftermath;
import io.dering.signaling.call.CallState.Ended;
import io.dering.signaling.call.CallState.Handling;
import io.dering.signaling.id.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the outputs of an end together, always in the same order: Meta, agent leg, Meta leg, log,
/// row. Lives within one decision.
final class Ending {
  private final EndReason reason;
  private final @Nullable AgentId agent;
  private final long ringMs;
  private final List<CallOutput> requests = new ArrayList<>();
  private final List<CallOutput> media = new ArrayList<>();
  private final List<CallOutput> notes = new ArrayList<>();
  private CallStatus status = CallStatus.UNANSWERED;
  private long talkMs;
  private @Nullable MetaError error;
  private Aftermath aftermath = Aftermath.NONE;
  private boolean reportedByMeta;

  private Ending(EndReason reason, @Nullable AgentId agent, long ringMs) {
    this.reason = reason;
    this.agent = agent;
    this.ringMs = ringMs;
  }

  static Ending unanswered(EndReason reason, long ringMs) {
    return new Ending(reason, null, ringMs);
  }

  /// The end of a call that an agent has taken.
  static Ending taken(EndReason reason, Handling handling) {
    Ending ending = new Ending(reason, handling.seat().agent(), handling.ringMs());
    if (handling.seat().tab().isPresent()) {
      ending.media.add(new CallOutput.Unbridge());
    }
    return ending.closingLeg();
  }

  /// The end of a call that was connected. REP-2: without both legs nobody was connected to
  /// anybody, whatever Meta answered.
  static Ending talked(CallState.Talking state, EndReason reason, Instant now) {
    Ending ending = taken(reason, state.handling());
    return state.handling().couldTalk()
        ? ending.answered(Duration.between(state.since(), state.talkedUntil(now)).toMillis())
        : ending;
  }

  /// The same end, but by Meta's word: FAILED names its error.
  static Ending byMeta(CallInput.MetaTerminated terminated, Ending planned) {
    boolean failed =
        switch (terminated.status()) {
          case COMPLETED -> false;
          case FAILED -> true;
          case OTHER -> !terminated.errors().isEmpty();
        };
    Ending ending = failed ? planned.because(EndReason.META_FAILED) : planned;
    if (!terminated.errors().isEmpty()) {
      ending.error(terminated.errors().getFirst());
    }
    ending.notes.add(report(terminated));
    ending.reportedByMeta = true;
    return ending;
  }

  /// Meta's terminate as an event: its talk seconds, if the call was picked up.
  static CallOutput.Note report(CallInput.MetaTerminated terminated) {
    TalkTimes times = terminated.times();
    return times == null
        ? new CallOutput.Note(CallEventKind.META_TERMINATED)
        : new CallOutput.Note(
            CallEventKind.META_TERMINATED, String.valueOf(times.durationSeconds()));
  }

  private Ending because(EndReason other) {
    Ending ending = new Ending(other, agent, ringMs);
    ending.requests.addAll(requests);
    ending.media.addAll(media);
    ending.notes.addAll(notes);
    ending.status = status;
    ending.talkMs = talkMs;
    return ending;
  }

  Ending answered(long talkedMs) {
    status = CallStatus.ANSWERED;
    talkMs = talkedMs;
    return this;
  }

  Ending rejecting() {
    requests.add(new CallOutput.Reject());
    return this;
  }

  Ending terminating() {
    requests.add(new CallOutput.Terminate());
    return this;
  }

  Ending rejectingIfTerminateIsRefused() {
    aftermath = Aftermath.REJECT_IF_TERMINATE_REFUSED;
    return this;
  }

  /// Connect is under way: there is no id to terminate by yet.
  Ending terminatingWhenPlaced() {
    aftermath = Aftermath.TERMINATE_WHEN_PLACED;
    return this;
  }

  /// Meta has said that it is over.
  Ending reported() {
    reportedByMeta = true;
    return this;
  }

  Ending closingLeg() {
    media.add(new CallOutput.CloseMetaLeg());
    return this;
  }

  Ending error(MetaError reported) {
    error = reported;
    return this;
  }

  Ending detail(CallEventKind kind, String detail) {
    notes.add(new CallOutput.Note(kind, detail));
    return this;
  }

  /// A stable code that says more than the reason, null if there is none.
  Ending why(@Nullable String code) {
    if (code == null) {
      return this;
    }
    return detail(
        switch (reason) {
          case OFFER_REFUSED, ANSWER_REFUSED -> CallEventKind.MEDIA_REFUSED;
          default -> CallEventKind.META_LEG_CLOSED;
        },
        code);
  }

  Decision decide(Instant forgetAt) {
    List<CallOutput> outputs = new ArrayList<>(requests);
    outputs.addAll(media);
    outputs.addAll(notes);
    outputs.add(new CallOutput.Note(CallEventKind.ENDED, agent, reason.name()));
    outputs.add(new CallOutput.Close(status, reason, agent, new Spans(ringMs, talkMs), error));
    return new Decision(new Ended(forgetAt, aftermath, reportedByMeta), outputs);
  }
}
