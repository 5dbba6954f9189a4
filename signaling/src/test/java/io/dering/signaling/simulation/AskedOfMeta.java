package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// I5: a call that we end is ended at Meta by one request, or by two where the first was refused;
/// none follows a definite answer, and none a call that Meta ended first. I7: no accept twice, none
/// after an end. L3: of each request at most one, so four for a call, however often a process dies.
///
/// One exception: a call of the business's that is cut off is terminated before its end is stored
/// (M5); where the process dies in between, the next one finds it open and asks once more, and Meta
/// has ended it already.
final class AskedOfMeta implements Auditor {
  private final Map<CallId, Story> stories = new HashMap<>();
  private final Set<Story> closing = new HashSet<>();
  private final Map<Story, AccountId> cutOff = new HashMap<>();

  private static final class Story {
    private final EnumSet<GraphAction> asked = EnumSet.noneOf(GraphAction.class);
    private boolean acceptStored;
    private boolean placed;
    private boolean closed;

    /// The customer's side has closed its leg; Meta has said nothing.
    private boolean goodbye;

    private boolean endedByMeta;
    private boolean endConfirmed;
  }

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    if (fact instanceof Fact.GraphSucceeded done && isEnd(done.action())) {
      story(done.call()).endConfirmed = true;
    }
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    Story story = story(written.call());
    switch (written) {
      case CallRecord.CallOpened _ -> {}
      case CallRecord.CallPlaced _ -> story.placed = true;
      case CallRecord.CallEvent event -> {
        story.acceptStored |= event.kind() == CallEventKind.ACCEPT_SENT;
        story.goodbye |= LegCloseReason.PEER_CLOSED.name().equals(event.detail());
      }
      case CallRecord.CallClosed closed -> {
        closing.add(story);
        cutOff.remove(story);
        story.endedByMeta =
            (closed.reason() == EndReason.CUSTOMER_HUNG_UP && !story.goodbye)
                || closed.reason() == EndReason.META_FAILED
                || closed.reason() == EndReason.NOT_ANSWERED
                || closed.reason() == EndReason.CUSTOMER_DECLINED
                || closed.reason() == EndReason.CUSTOMER_BUSY;
      }
    }
  }

  /// What a turn asks for leaves after all of its records are stored: a call counts as closed for
  /// the turns after it.
  @Override
  public void stepped(AccountId account, Snapshot after) {
    settle();
  }

  @Override
  public void died(AccountId account) {
    settle();
    cutOff.forEach((story, whose) -> {
      if (whose.equals(account)) {
        story.asked.remove(GraphAction.TERMINATE);
      }
    });
    cutOff.values().removeIf(account::equals);
  }

  private void settle() {
    closing.forEach(story -> story.closed = true);
    closing.clear();
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (!(command instanceof Command.ForGraph asked)) {
      return;
    }
    Story story = story(asked.call());
    GraphAction action = asked.action();
    boolean ended =
        story.asked.contains(GraphAction.TERMINATE) || story.asked.contains(GraphAction.REJECT);
    Claim.that(story.asked.add(action), action + " asked for twice");
    if (action == GraphAction.TERMINATE
        && story.placed
        && !story.closed
        && !closing.contains(story)) {
      cutOff.put(story, account);
    }
    switch (action) {
      case PRE_ACCEPT ->
          Claim.that(story.asked.size() == 1 && !story.closed, "pre_accept is not the first");
      case ACCEPT -> Claim.that(!ended && !story.closed, "accept after an end");
      case TERMINATE ->
          Claim.that(
              (story.acceptStored || story.placed) && !ended,
              "terminate without an accept, or after an end");
      case CONNECT ->
          Claim.that(story.asked.size() == 1 && !story.closed, "connect is not the first");
      case REJECT ->
          Claim.that(
              !story.acceptStored || story.asked.contains(GraphAction.TERMINATE),
              "reject after an accept");
    }
    if (isEnd(action)) {
      Claim.that(!story.endedByMeta, "an end asked for after Meta's own");
      Claim.that(!story.endConfirmed, "an end asked for after a confirmed one");
    }
  }

  private static boolean isEnd(GraphAction action) {
    return action == GraphAction.TERMINATE || action == GraphAction.REJECT;
  }

  private Story story(CallId call) {
    return stories.computeIfAbsent(call, _ -> new Story());
  }
}
