package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallState;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Offers ringing calls to agents and takes the offers back (RG-2, IN-5, IN-6).
final class Ringer {
  private final Roster roster;
  private final RingGroups groups;
  private final CallBook book;
  private final Cards cards;

  Ringer(Roster roster, RingGroups groups, CallBook book, Cards cards) {
    this.roster = roster;
    this.groups = groups;
    this.book = book;
    this.cards = cards;
  }

  /// Offers a call that has just begun to ring to every free member with a page (RG-2).
  void offerToAll(LiveCall call, CallState.Ringing ringing, Work work) {
    for (AgentId member : members(call)) {
      if (offer(call, member, work)) {
        work.tell(roster.tabs(member), cards.incoming(call, ringing, work.now()));
      }
    }
  }

  /// Offers everything that rings to an agent who has become free.
  void offerWaiting(AgentId agent, Work work) {
    for (LiveCall call : book.ringing(groups.of(agent))) {
      if (call.state() instanceof CallState.Ringing ringing && offer(call, agent, work)) {
        work.tell(roster.tabs(agent), cards.incoming(call, ringing, work.now()));
      }
    }
  }

  /// What rings for an agent who opens a page: offered by the welcome, not one by one.
  List<DeskMessage.CallIncoming> offerInWelcome(AgentId agent, Work work) {
    List<DeskMessage.CallIncoming> incoming = new ArrayList<>();
    for (LiveCall call : book.ringing(groups.of(agent))) {
      offer(call, agent, work);
      if (call.state() instanceof CallState.Ringing ringing && call.offered().contains(agent)) {
        incoming.add(cards.incoming(call, ringing, work.now()));
      }
    }
    return incoming;
  }

  /// Takes back what else rings for an agent who has just taken a call: one call per agent.
  void withdrawFrom(AgentId agent, Work work) {
    for (LiveCall call : book.ringing(groups.of(agent))) {
      withdraw(call, agent, work);
    }
  }

  /// Ends the ringing of one call on one agent's pages.
  void withdraw(LiveCall call, AgentId agent, Work work) {
    if (call.offered().remove(agent)) {
      work.tell(
          roster.tabs(agent), new DeskMessage.CallCancelled(call.id(), CancelReason.REJECTED));
    }
  }

  /// Whether anybody may still answer: has a page, or had one a moment ago, and has not declined. A
  /// member on another call counts: the call is offered when that one ends (IN-6).
  boolean somebodyAble(LiveCall call, Instant now) {
    for (AgentId member : members(call)) {
      if (!call.declined().contains(member) && roster.isAble(member, now)) {
        return true;
      }
    }
    return false;
  }

  static boolean isMember(LiveCall call, AgentId agent) {
    return members(call).contains(agent);
  }

  private boolean offer(LiveCall call, AgentId agent, Work work) {
    boolean offered =
        !call.declined().contains(agent)
            && roster.hasPage(agent)
            && roster.holding(agent).isEmpty()
            && call.offered().add(agent);
    if (offered) {
      call.note(work, CallEventKind.OFFERED_TO_AGENT, agent, null);
    }
    return offered;
  }

  private static List<AgentId> members(LiveCall call) {
    return call.group().map(RingGroup::members).orElse(List.of());
  }
}
