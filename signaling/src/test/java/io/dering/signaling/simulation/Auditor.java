package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import io.dering.signaling.switchboard.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks at every step from outside and knows only the rules.
final class Auditor {
  private final Map<CallId, Row> rows = new HashMap<>();
  private final Set<MetaCallId> metaCalls = new HashSet<>();
  private final Map<AgentId, CallId> holders = new HashMap<>();
  private final Set<ConnectionId> legsUp = new HashSet<>();
  private boolean acceptsWithLeg;
  private final Map<EndReason, Integer> reasons = new EnumMap<>(EndReason.class);
  private int open;
  private int answered;

  private static final class Row {
    private final List<GraphAction> asked = new ArrayList<>();
    private int lastSequence;
    private @Nullable AgentId taker;
    private boolean closed;
    private boolean connected;
    private boolean metaLegWasUp;
    private boolean takenWithLeg;
    private boolean gateOpened;
    private boolean byCustomer;
  }

  /// What the switchboard is about to be told, as far as the rules need it.
  void hears(Fact fact) {
    switch (fact) {
      case Fact.AgentLegUp up -> legsUp.add(up.connection());
      case Fact.AgentLegDown down -> legsUp.remove(down.connection());
      case Fact.AgentAccepted accepted -> acceptsWithLeg = legsUp.contains(accepted.connection());
      default -> {}
    }
  }

  void audit(Step step, Snapshot after) {
    step.records().forEach(this::audit);
    step.commands().forEach(this::audit);
    check(
        after.ringing() + after.connecting() + after.talking() == open,
        "open calls in the log and in memory differ");
    check(after.connecting() + after.talking() == holders.size(), "holders and calls differ");
  }

  private void audit(CallRecord written) {
    switch (written) {
      case CallRecord.CallOpened opened -> {
        check(rows.put(opened.call(), new Row()) == null, "opened twice");
        check(metaCalls.add(opened.metaCall()), "one call of Meta's has two rows");
        open++;
      }
      case CallRecord.CallEvent event -> {
        Row row = row(event.call());
        check(event.sequence() == row.lastSequence + 1, "a hole in the sequence");
        row.lastSequence = event.sequence();
        audit(event, row);
      }
      case CallRecord.CallClosed closed -> audit(closed, row(closed.call()));
    }
  }

  private void audit(CallRecord.CallEvent event, Row row) {
    AgentId agent = event.agent();
    if (event.kind() == CallEventKind.TAKEN && agent != null) {
      check(row.taker == null, "two winners");
      check(!row.closed, "taken after the end");
      check(holders.put(agent, event.call()) == null, "an agent holds two calls");
      row.taker = agent;
      row.takenWithLeg = acceptsWithLeg;
    } else if (event.kind() == CallEventKind.CONNECTED) {
      check(!row.connected && !row.closed, "connected twice or after the end");
      row.connected = true;
    } else if (event.kind() == CallEventKind.META_LEG_CONNECTED) {
      row.metaLegWasUp = true;
    }
  }

  private void audit(CallRecord.CallClosed closed, Row row) {
    check(!row.closed, "closed twice");
    row.closed = true;
    row.byCustomer = closed.reason() == EndReason.CUSTOMER_HUNG_UP;
    open--;
    reasons.merge(closed.reason(), 1, Integer::sum);
    if (row.taker != null) {
      holders.remove(row.taker, closed.call());
    }
    check(closed.chargeMinor() == 0, "an inbound call costs something");
    long longestRingMs = 30_000 + CallCentre.MAX_LATENESS_MS;
    check(closed.ringMs() >= 0 && closed.ringMs() <= longestRingMs, "rang too long");
    if (closed.status() == CallStatus.ANSWERED) {
      answered++;
      check(row.taker != null, "answered by nobody");
      check(row.metaLegWasUp, "answered without a Meta leg that was ever up");
    } else {
      check(closed.talkMs() == 0, "talked without being answered");
      check(
          !row.connected || !row.metaLegWasUp || !row.takenWithLeg,
          "both could talk, yet the call is not answered");
    }
    check(
        closed.reason() != EndReason.MEDIA_LOST || row.metaLegWasUp,
        "a Meta leg was lost that was never up");
  }

  private void audit(Command command) {
    switch (command) {
      case Command.ForGraph asked -> audit(asked, row(asked.call()));
      case Command.OpenGate gate -> {
        Row row = row(gate.call());
        check(row.connected && !row.gateOpened, "gate opened twice or before accept's 200");
        row.gateOpened = true;
      }
      case Command.ForMedia _, Command.Tell _ -> {}
    }
  }

  private static void audit(Command.ForGraph command, Row row) {
    List<GraphAction> asked = row.asked;
    check(!asked.contains(command.action()), command.action() + " asked for twice");
    boolean ended = asked.contains(GraphAction.TERMINATE) || asked.contains(GraphAction.REJECT);
    switch (command.action()) {
      case PRE_ACCEPT -> check(asked.isEmpty() && !row.closed, "pre_accept is not the first");
      case ACCEPT -> check(!ended && !row.closed, "accept after an end");
      case TERMINATE ->
          check(asked.contains(GraphAction.ACCEPT) && !ended, "terminate without an accept");
      case REJECT ->
          check(
              !asked.contains(GraphAction.ACCEPT) || asked.contains(GraphAction.TERMINATE),
              "reject after an accept");
    }
    if (command.action() == GraphAction.TERMINATE || command.action() == GraphAction.REJECT) {
      check(!row.byCustomer, "an end asked for after the customer's own");
    }
    asked.add(command.action());
  }

  void allIsOver() {
    check(open == 0, open + " calls never ended");
    check(holders.isEmpty(), "agents still hold calls");
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

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private Row row(CallId call) {
    Row row = rows.get(call);
    if (row == null) {
      throw new AssertionError("a call that was never opened");
    }
    return row;
  }
}
