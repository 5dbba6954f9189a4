package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// I9, as far as commands decide it: the gate opens once, after accept's 200, and nothing of a call
/// is touched after its leg was told to close. I8, as far as commands decide it: each leg that was
/// asked for is closed. (Ports, DTLS and the packets themselves are the media module's tests.)
final class Legs implements Auditor {
  private final Map<CallId, AccountId> open = new HashMap<>();
  private final Set<CallId> made = new HashSet<>();
  private final Set<CallId> closed = new HashSet<>();
  private final Set<CallId> accepted = new HashSet<>();
  private final Set<CallId> gates = new HashSet<>();
  private final Set<MetaCallId> pickedUp = new HashSet<>();
  private final Map<CallId, MetaCallId> metaCalls = new HashMap<>();
  private final Set<CallId> paid = new HashSet<>();
  private final Set<CallId> ended = new HashSet<>();
  private final Set<CallId> cutOff = new HashSet<>();

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    if (fact instanceof Fact.GraphSucceeded done && done.action() == GraphAction.ACCEPT) {
      accepted.add(done.call());
    } else if (fact instanceof Fact.CallProgressed said
        && said.progress() == CallProgress.ACCEPTED) {
      pickedUp.add(said.metaCall());
    }
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    if (written instanceof CallRecord.CallOpened opened
        && opened.direction() == Direction.OUTBOUND) {
      paid.add(opened.call());
    } else if (written instanceof CallRecord.CallPlaced placed
        && pickedUp.contains(placed.metaCall())) {
      accepted.add(placed.call());
    } else if (written instanceof CallRecord.CallPlaced placed) {
      metaCalls.put(placed.call(), placed.metaCall());
    } else if (written instanceof CallRecord.CallClosed over) {
      ended.add(over.call());
    }
  }

  /// A call that is cut off while the store is waited for is closed before what was decided earlier
  /// is let out; media does nothing with it then.
  private boolean isCutOff(CallId call) {
    return cutOff.contains(call);
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (!(command instanceof Command.ForMedia media)) {
      return;
    }
    CallId call = media.call();
    Claim.that(!closed.contains(call) || isCutOff(call), "media is touched after the end");
    switch (media) {
      case Command.AnswerOffer _, Command.MakeOffer _ -> {
        Claim.that(made.add(call), "a second leg for one offer");
        open.put(call, account);
      }
      case Command.OpenGate _ -> {
        Claim.that(
            accepted.contains(call) || pickedUp.contains(metaCalls.get(call)),
            "the gate opens before accept's 200, or the pickup");
        Claim.that(gates.add(call), "the gate opens twice");
      }
      case Command.CloseMetaLeg _ -> {
        open.remove(call);
        closed.add(call);
        if (paid.contains(call) && !ended.contains(call)) {
          cutOff.add(call);
        }
      }
      case Command.Bridge _,
          Command.Unbridge _,
          Command.Mute _,
          Command.ApplyAnswer _,
          Command.Play _ ->
          Claim.that(made.contains(call), "media is touched before the leg is made");
    }
  }

  @Override
  public void died(AccountId account) {
    open.values().removeIf(account::equals);
  }

  @Override
  public void over() {
    Claim.that(open.isEmpty(), open.size() + " legs were never closed");
  }
}
