package io.dering.signaling.room;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Instant;

/// A call that nobody answered, for as long as its customer may leave a recording for it (IN-10).
public record MissedCall(
    CallId call, MetaCallId metaCall, ChannelId channel, Caller customer, Instant endedAt) {
  /// Redacted: personal data.
  @Override
  public String toString() {
    return "MissedCall[" + call + "]";
  }
}
