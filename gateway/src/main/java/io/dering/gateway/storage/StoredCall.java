package io.dering.gateway.storage;

import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of the log (REP-1).
///
/// @param agent who took the call, null for N/A
/// @param takenAt when, null if nobody did
/// @param connectedAt when customer and agent could talk, null if they never could
/// @param end how it ended, null while it goes on
/// @param quality `GOOD`, `FAIR` or `POOR`, null when nothing was measured
public record StoredCall(
    CallId id,
    AccountId account,
    MetaCallId metaCall,
    ChannelId channel,
    Direction direction,
    Caller customer,
    Payloads payloads,
    Instant metaTime,
    Instant openedAt,
    @Nullable AgentId agent,
    @Nullable Instant takenAt,
    @Nullable Instant connectedAt,
    @Nullable End end,
    @Nullable String quality) {

  /// How a call ended; durations in milliseconds, the charge in minor units (0 inbound, IN-1).
  public record End(
      Instant at,
      CallStatus status,
      EndReason reason,
      long ringMs,
      long talkMs,
      long chargeMinor,
      @Nullable Integer metaErrorCode,
      @Nullable Integer metaErrorSubcode) {}

  /// Where the call stands, from what is stored of it.
  public enum State {
    RINGING,
    CONNECTING,
    TALKING,
    ENDED
  }

  public State state() {
    if (end != null) {
      return State.ENDED;
    }
    if (connectedAt != null) {
      return State.TALKING;
    }
    return takenAt == null ? State.RINGING : State.CONNECTING;
  }
}
