package io.dering.signaling.activity;

import io.dering.signaling.call.CallEventKind;
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

/// What a store appends, in the order given. For each call: one opened, then events with growing
/// `sequence` (from 1), one closed; events may follow the closing (what Meta reports afterwards).
/// `(call, sequence)` and `metaCall` are unique.
public sealed interface CallRecord extends ActivityRecord {
  CallId call();

  /// A call exists. `customer` is personal data; `metaCall` of a call of the business's is pending
  /// until `CallPlaced`.
  record CallOpened(
      CallId call,
      Instant at,
      AccountId account,
      MetaCallId metaCall,
      ChannelId channel,
      Direction direction,
      Caller customer,
      Payloads payloads,
      Instant metaTime)
      implements CallRecord {}

  /// Meta has given a call of the business's its id.
  record CallPlaced(CallId call, Instant at, MetaCallId metaCall) implements CallRecord {}

  /// Something happened to it. `detail` is a stable code or a figure, never personal data.
  record CallEvent(
      CallId call,
      Instant at,
      int sequence,
      CallEventKind kind,
      @Nullable AgentId agent,
      @Nullable String detail)
      implements CallRecord {}

  /// It is over: the row of the report (REP-1). `agent` is null for N/A; `chargeMinor` is 0 for
  /// inbound calls (IN-1); `metaErrorCode` and its subcode are null when Meta reported none.
  record CallClosed(
      CallId call,
      Instant at,
      CallStatus status,
      EndReason reason,
      @Nullable AgentId agent,
      long ringMs,
      long talkMs,
      long chargeMinor,
      @Nullable Integer metaErrorCode,
      @Nullable Integer metaErrorSubcode)
      implements CallRecord {}
}
