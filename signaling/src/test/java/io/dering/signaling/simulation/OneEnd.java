package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Snapshot;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// I4: each call of Meta's is one row and ends in exactly one final state, which fits what came
/// before it (REP-2) and never changes; and the switchboard's figures are those of its log.
final class OneEnd implements Auditor {
  private final Map<CallId, Row> rows = new HashMap<>();
  private final Set<MetaCallId> metaCalls = new HashSet<>();
  private final Map<AccountId, Integer> open = new HashMap<>();
  private final Set<AccountId> restarted = new HashSet<>();
  private final Map<EndReason, Integer> reasons = new EnumMap<>(EndReason.class);
  private int answered;

  private static final class Row {
    private boolean outbound;
    private @Nullable AgentId taker;
    private boolean closed;
    private boolean connected;
    private boolean metaLegWasUp;
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallOpened opened -> {
        Row row = new Row();
        row.outbound = opened.direction() == Direction.OUTBOUND;
        Claim.that(rows.put(opened.call(), row) == null, "opened twice");
        Claim.that(metaCalls.add(opened.metaCall()), "one call of Meta's has two rows");
        open.merge(account, 1, Integer::sum);
      }
      case CallRecord.CallEvent event -> noted(event, row(event.call()));
      case CallRecord.CallPlaced placed ->
          Claim.that(metaCalls.add(placed.metaCall()), "one call of Meta's has two rows");
      case CallRecord.CallClosed closed -> {
        closed(account, closed, row(closed.call()));
        open.merge(account, -1, Integer::sum);
        reasons.merge(closed.reason(), 1, Integer::sum);
      }
    }
  }

  private static void noted(CallRecord.CallEvent event, Row row) {
    switch (event.kind()) {
      case TAKEN, CALLING -> {
        Claim.that(!row.closed, "taken after the end");
        row.taker = event.agent();
      }
      case CONNECTED -> {
        Claim.that(!row.connected && !row.closed, "connected twice or after the end");
        row.connected = true;
      }
      case META_LEG_CONNECTED -> row.metaLegWasUp = true;
      default ->
          Claim.that(
              !row.closed
                  || event.kind() == CallEventKind.PLACED
                  || event.kind() == CallEventKind.META_TERMINATED
                  || event.kind() == CallEventKind.END_REQUEST_FAILED,
              event.kind() + " after the end");
    }
  }

  private void closed(AccountId account, CallRecord.CallClosed closed, Row row) {
    Claim.that(!row.closed, "closed twice");
    row.closed = true;
    Claim.that(row.outbound || closed.chargeMinor() == 0, "an inbound call costs something");
    Claim.that(closed.talkMs() >= 0, "talked less than nothing: " + closed.talkMs());
    if (closed.status() == CallStatus.ANSWERED) {
      answered++;
      Claim.that(row.taker != null, "answered by nobody");
      Claim.that(row.metaLegWasUp, "answered without a Meta leg that was ever up");
    } else {
      Claim.that(closed.talkMs() == 0, "talked without being answered");
    }
    Claim.that(
        closed.reason() != EndReason.MEDIA_LOST || row.metaLegWasUp,
        "a Meta leg was lost that was never up");
    Claim.that(
        closed.reason() != EndReason.GATEWAY_RESTARTED || restarted.contains(account),
        "ended by a restart that was none");
    Claim.that(closed.reason() != EndReason.GATEWAY_FAILED, "a defect of ours");
  }

  @Override
  public void stepped(AccountId account, Snapshot after) {
    Claim.that(
        after.ringing() + after.connecting() + after.calling() + after.talking()
            == open.getOrDefault(account, 0),
        "open calls in the log and in memory differ");
  }

  @Override
  public void died(AccountId account) {
    restarted.add(account);
  }

  @Override
  public void over() {
    open.values().forEach(calls -> Claim.that(calls == 0, calls + " calls never ended"));
  }

  int calls() {
    return rows.size();
  }

  int answered() {
    return answered;
  }

  Map<EndReason, Integer> reasons() {
    return reasons;
  }

  private Row row(CallId call) {
    Row row = rows.get(call);
    if (row == null) {
      throw new AssertionError("a call that was never opened");
    }
    return row;
  }
}
