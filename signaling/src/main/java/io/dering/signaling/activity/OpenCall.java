package io.dering.signaling.activity;

import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call that was open when the process stopped, folded from its records.
///
/// @param agent who took it, null if nobody had
/// @param connectedAt when accept was confirmed, null if it was not
/// @param acceptSent whether an accept may have reached Meta: then a terminate ends it, else a
///   reject
/// @param lastSequence the last event's sequence, 0 without events
public record OpenCall(
    CallId call,
    MetaCallId metaCall,
    ChannelId channel,
    Instant openedAt,
    @Nullable AgentId agent,
    @Nullable Instant connectedAt,
    boolean acceptSent,
    int lastSequence) {

  /// Folds what the store has of one call without a closing record.
  public static OpenCall of(CallRecord.CallOpened opened, List<CallRecord.CallEvent> events) {
    AgentId agent = null;
    Instant connectedAt = null;
    boolean acceptSent = false;
    int lastSequence = 0;
    for (CallRecord.CallEvent event : events) {
      lastSequence = Math.max(lastSequence, event.sequence());
      if (event.kind() == CallEventKind.TAKEN) {
        agent = event.agent();
      } else if (event.kind() == CallEventKind.ACCEPT_SENT) {
        acceptSent = true;
      } else if (event.kind() == CallEventKind.CONNECTED) {
        connectedAt = event.at();
      }
    }
    return new OpenCall(
        opened.call(),
        opened.metaCall(),
        opened.channel(),
        opened.at(),
        agent,
        connectedAt,
        acceptSent,
        lastSequence);
  }
}
