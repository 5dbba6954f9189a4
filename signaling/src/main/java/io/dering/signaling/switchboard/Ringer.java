package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallState;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.routing.Considered;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingTurn;
import io.dering.signaling.routing.Route;
import io.dering.signaling.routing.Router;
import io.dering.signaling.routing.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Offers ringing calls to agents and takes the offers back (RG-2 to RG-5, IN-5, IN-6).
final class Ringer {
  private final Roster roster;
  private final Routing routing;
  private final CallBook book;
  private final Cards cards;

  Ringer(Roster roster, Routing routing, CallBook book, Cards cards) {
    this.roster = roster;
    this.routing = routing;
    this.book = book;
    this.cards = cards;
  }

  /// Decides whom a new call will ring, and writes down why.
  void route(LiveCall call, ChannelId channel, Work work) {
    Route route = routing.router().route(channel, work.now());
    book.aim(call, route.target());
    call.note(work, CallEventKind.ROUTED, null, way(route.target()));
    note(call, route.considered(), work);
  }

  /// Offers a call that has just begun to ring to everybody whom it is for and who is free.
  void begin(LiveCall call, CallState.Ringing ringing, Work work) {
    for (AgentId agent : call.target().agents()) {
      offerAndTell(call, agent, ringing, work);
    }
  }

  /// Offers everything that rings to an agent who has become free.
  void offerWaiting(AgentId agent, Work work) {
    for (LiveCall call : ringingFor(agent)) {
      if (call.state() instanceof CallState.Ringing ringing) {
        takeTurnIfNobodyHas(call, agent, work);
        offerAndTell(call, agent, ringing, work);
      }
    }
  }

  /// What rings for an agent who opens a page: offered by the welcome, not one by one.
  List<DeskMessage.CallIncoming> offerInWelcome(AgentId agent, Work work) {
    List<DeskMessage.CallIncoming> incoming = new ArrayList<>();
    for (LiveCall call : ringingFor(agent)) {
      takeTurnIfNobodyHas(call, agent, work);
      offer(call, agent, work);
      if (call.state() instanceof CallState.Ringing ringing && call.offered().contains(agent)) {
        incoming.add(cards.incoming(call, ringing, work.now()));
      }
    }
    return incoming;
  }

  /// Takes back what else rings for an agent who has just taken a call: one call per agent. A
  /// round-robin call goes on to the next member (RG-4).
  void withdrawFrom(AgentId agent, Work work) {
    for (LiveCall call : ringingFor(agent)) {
      if (withdraw(call, agent, work)) {
        call.note(work, CallEventKind.OFFER_WITHDRAWN, agent, "on_call");
      }
      if (call.target() instanceof Target.One(var group, var member) && member.equals(agent)) {
        passOn(call, group, member, work);
      }
    }
  }

  /// Ends the ringing of one call on one agent's pages.
  ///
  /// @return whether it rang there
  boolean withdraw(LiveCall call, AgentId agent, Work work) {
    boolean rang = call.offered().remove(agent);
    if (rang) {
      work.tell(
          roster.tabs(agent), new DeskMessage.CallCancelled(call.id(), CancelReason.REJECTED));
    }
    return rang;
  }

  /// Whether anybody may still answer: has a page, or had one a moment ago, and has not declined. A
  /// member on another call counts: the call is offered when that one ends (IN-6).
  boolean somebodyAble(LiveCall call, Instant now) {
    for (AgentId agent : call.target().agents()) {
      if (!call.declined().contains(agent) && roster.isAble(agent, now)) {
        return true;
      }
    }
    return call.target() instanceof Target.Waiting(var group) && somebodyOnline(call, group, now);
  }

  /// Whether the call is for this agent.
  static boolean isFor(LiveCall call, AgentId agent) {
    return call.target().agents().contains(agent);
  }

  private List<LiveCall> ringingFor(AgentId agent) {
    return book.ringing(routing.groups().of(agent));
  }

  /// On to the next member who is online and free; without one the call waits for the first.
  private void passOn(LiveCall call, RingGroup group, AgentId from, Work work) {
    Router.Pick pick = routing.router().next(group, Optional.of(from), call.declined(), work.now());
    note(call, pick.considered(), work);
    if (pick.member().isEmpty()) {
      book.aim(call, new Target.Waiting(group));
    } else if (call.state() instanceof CallState.Ringing ringing) {
      book.aim(call, new Target.One(group, pick.member().get()));
      offerAndTell(call, pick.member().get(), ringing, work);
    }
  }

  private void takeTurnIfNobodyHas(LiveCall call, AgentId agent, Work work) {
    if (call.target() instanceof Target.Waiting(var group)
        && group.members().contains(agent)
        && !call.declined().contains(agent)
        && routing.floor().notReady(agent, work.now()).isEmpty()) {
      book.aim(call, new Target.One(group, agent));
    }
  }

  private boolean somebodyOnline(LiveCall call, RingGroup group, Instant now) {
    for (AgentId member : group.members()) {
      if (!call.declined().contains(member) && roster.isAbleOnline(member, now)) {
        return true;
      }
    }
    return false;
  }

  private void offerAndTell(LiveCall call, AgentId agent, CallState.Ringing ringing, Work work) {
    if (offer(call, agent, work)) {
      work.tell(roster.tabs(agent), cards.incoming(call, ringing, work.now()));
    }
  }

  private boolean offer(LiveCall call, AgentId agent, Work work) {
    boolean offered =
        isFor(call, agent)
            && !call.declined().contains(agent)
            && routing.floor().cannotRing(agent).isEmpty()
            && call.offered().add(agent);
    if (offered) {
      call.note(work, CallEventKind.OFFERED_TO_AGENT, agent, null);
      if (call.target() instanceof Target.One(var group, var member) && member.equals(agent)) {
        routing.turns().advance(new RingTurn(group.id(), member));
        call.note(work, CallEventKind.TURN_MOVED, member, group.id().value());
      }
    }
    return offered;
  }

  private static void note(LiveCall call, List<Considered> considered, Work work) {
    for (Considered passed : considered) {
      call.note(work, CallEventKind.AGENT_PASSED_BY, passed.agent(), passed.finding().detail());
    }
  }

  private static String way(Target target) {
    return target.word() + target.group().map(group -> " " + group.id().value()).orElse("");
  }
}
