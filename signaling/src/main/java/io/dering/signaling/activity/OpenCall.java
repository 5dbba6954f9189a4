package io.dering.signaling.activity;

import io.dering.signaling.call.CallEventKind;
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
/// @param metaLegWasUp whether the Meta leg was ever connected: before that nobody can have talked
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
    boolean metaLegWasUp,
    boolean acceptSent,
    int lastSequence) {

  /// No ringing window is longer (IN-7), however long the process was away.
  private static final long LONGEST_RING_MS = 60_000;

  /// Folds what the store has of one call without a closing record.
  public static OpenCall of(CallRecord.CallOpened opened, List<CallRecord.CallEvent> events) {
    AgentId agent = null;
    Instant takenAt = null;
    Instant connectedAt = null;
    boolean metaLegWasUp = false;
    boolean acceptSent = false;
    int lastSequence = 0;
    for (CallRecord.CallEvent event : events) {
      lastSequence = Math.max(lastSequence, event.sequence());
      if (event.kind() == CallEventKind.TAKEN) {
        agent = event.agent();
        takenAt = event.at();
      } else if (event.kind() == CallEventKind.ACCEPT_SENT) {
        acceptSent = true;
      } else if (event.kind() == CallEventKind.CONNECTED) {
        connectedAt = event.at();
      } else if (event.kind() == CallEventKind.META_LEG_CONNECTED) {
        metaLegWasUp = true;
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
        metaLegWasUp,
        acceptSent,
        lastSequence);
  }

  /// REP-2, as far as the log knows: accept was confirmed and the Meta leg was up at some time.
  public boolean answered() {
    return connectedAt != null && metaLegWasUp;
  }

  /// How long it rang and was talked, as far as can be known when the end was not seen: until
  /// `now`. Meta's own talk seconds follow as an event when its terminate comes. Never less than
  /// nothing: the wall clock may have been put back between two processes.
  public CallOutput.Spans spansUntil(Instant now) {
    Instant rangUntil = takenAt == null ? now : takenAt;
    Instant talkedFrom = connectedAt == null || !metaLegWasUp ? now : connectedAt;
    return new CallOutput.Spans(
        Math.clamp(Duration.between(openedAt, rangUntil).toMillis(), 0, LONGEST_RING_MS),
        Math.max(0, Duration.between(talkedFrom, now).toMillis()));
  }
}
