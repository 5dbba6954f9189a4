package io.dering.gateway.rest;

import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of the call log as the API shows it (REP-1).
///
/// @param agent who took the call, null for N/A
/// @param payloads what the button or link carried by which the customer called (IN-14)
/// @param connectedAt when customer and agent could talk, null if they never could
/// @param end null while the call goes on
/// @param quality `good`, `fair` or `poor`, null when nothing was measured
public record CallView(
    CallId id,
    ChannelId channel,
    Direction direction,
    CallView.State state,
    Caller customer,
    Payloads payloads,
    @Nullable AgentId agent,
    Instant startedAt,
    @Nullable Instant connectedAt,
    CallView.@Nullable End end,
    @Nullable String quality) {

  /// Where the call stands.
  public enum State {
    RINGING,
    CONNECTING,
    TALKING,
    ENDED
  }

  /// How it ended (REP-2); durations in milliseconds, the charge in minor units.
  public record End(
      Instant at,
      CallStatus status,
      EndReason reason,
      long ringMs,
      long talkMs,
      long chargeMinor,
      @Nullable Integer metaErrorCode,
      @Nullable Integer metaErrorSubcode) {}
}
