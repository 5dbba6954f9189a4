package io.dering.signaling.activity;

import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallMachine;
import io.dering.signaling.call.CallOutput;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call that was open when the process stopped, folded from its records.
///
/// @param agent who took it, null if nobody had
/// @param takenAt when it was taken, null if it was not
/// @param connectedAt when accept was confirmed, null if it was not
/// @param lastSeen until when the call was going on for sure: the process's last sign of life, or
///   the call's last event where that is later
/// @param legsWereUp whether both legs were ever connected: before that nobody can have talked
/// @param acceptSent whether an accept may have reached Meta: then a terminate ends it, else a
///   reject
/// @param lastSequence the last event's sequence, 0 without events
public record OpenCall(
    CallId call,
    MetaCallId metaCall,
    ChannelId channel,
    Instant openedAt,
    @Nullable AgentId agent,
    @Nullable Instant takenAt,
    @Nullable Instant connectedAt,
    Instant lastSeen,
    boolean legsWereUp,
    boolean acceptSent,
    int lastSequence) {

  /// No ringing window is longer (IN-7), however long the process was away.
  private static final long LONGEST_RING_MS = 60_000;

  /// Folds what the store has of one call without a closing record.
  ///
  /// @param alive the last sign of life of the process that had it
  public static OpenCall of(
      CallRecord.CallOpened opened, List<CallRecord.CallEvent> events, Instant alive) {
    AgentId agent = null;
    Instant takenAt = null;
    Instant connectedAt = null;
    Instant lastSeen = alive.isBefore(opened.at()) ? opened.at() : alive;
    boolean metaLegWasUp = false;
    boolean agentLegWasUp = false;
    boolean acceptSent = false;
    int lastSequence = 0;
    for (CallRecord.CallEvent event : events) {
      lastSequence = Math.max(lastSequence, event.sequence());
      lastSeen = lastSeen.isBefore(event.at()) ? event.at() : lastSeen;
      if (event.kind() == CallEventKind.TAKEN) {
        agent = event.agent();
        takenAt = event.at();
        agentLegWasUp = !CallMachine.WITHOUT_LEG.equals(event.detail());
      } else if (event.kind() == CallEventKind.ACCEPT_SENT) {
        acceptSent = true;
      } else if (event.kind() == CallEventKind.CONNECTED) {
        connectedAt = event.at();
      } else if (event.kind() == CallEventKind.META_LEG_CONNECTED) {
        metaLegWasUp = true;
      } else if (event.kind() == CallEventKind.AGENT_LEG_CONNECTED) {
        agentLegWasUp = true;
      }
    }
    return new OpenCall(
        opened.call(),
        opened.metaCall(),
        opened.channel(),
        opened.at(),
        agent,
        takenAt,
        connectedAt,
        lastSeen,
        metaLegWasUp && agentLegWasUp,
        acceptSent,
        lastSequence);
  }

  /// REP-2: accept was confirmed, and both legs were up at some time.
  public boolean answered() {
    return connectedAt != null && legsWereUp;
  }

  /// How long it rang and was talked, as far as can be known when the end was not seen: until it
  /// was seen last, however long the process was away. Meta's own talk seconds follow as an event
  /// when its terminate comes. Never less than nothing: the wall clock may have been put back
  /// between two processes.
  public CallOutput.Spans spansUntil(Instant now) {
    Instant end = lastSeen.isBefore(now) ? lastSeen : now;
    Instant rangUntil = takenAt == null ? end : takenAt;
    Instant talkedFrom = connectedAt == null || !legsWereUp ? end : connectedAt;
    return new CallOutput.Spans(
        Math.clamp(Duration.between(openedAt, rangUntil).toMillis(), 0, LONGEST_RING_MS),
        Math.max(0, Duration.between(talkedFrom, end).toMillis()));
  }
}
