package io.dering.signaling.switchboard;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallState;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.routing.Considered;
import io.dering.signaling.routing.Finding;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingTurn;
import io.dering.signaling.routing.Route;
import io.dering.signaling.routing.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Offers ringing calls to agents and takes the offers back (RG-2 to RG-7, IN-3 to IN-6).
final class Ringer {
  private final Roster roster;
  private final Routing routing;
  private final CallBook book;
  private final Cards cards;
  private final Pushes pushes;
  private final Deadlines deadlines;

  Ringer(Roster roster, Routing routing, CallBook book, Told told, Deadlines deadlines) {
    this.roster = roster;
    this.routing = routing;
    this.book = book;
    this.cards = told.cards();
    this.pushes = told.pushes();
    this.deadlines = deadlines;
  }

  /// How agents are told: on their pages, and without one.
  record Told(Cards cards, Pushes pushes) {}

  /// Decides whom a new call will ring, and writes down why.
  void route(LiveCall call, Work work) {
    List<AgentId> assigned = routing.assignments().of(call.channel(), call.caller());
    Route route = routing.router().route(call.channel(), assigned, work.now());
    call.assigned(route.assigned());
    aim(call, route, work);
    if (!somebodyAble(call, work.now())) {
      overflowIfWanted(call, work);
    }
  }

  /// Offers a call that has just begun to ring to everybody whom it is for and who is free.
  void begin(LiveCall call, CallState.Ringing ringing, Work work) {
    offerToAll(call, ringing, work);
    overflowAfter(call)
        .ifPresent(channel ->
            deadlines.set(
                new Deadlines.Key.OverflowDue(call.id()),
                work.now().plus(channel.overflowAfter())));
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

  /// What the agent may know of while on another call (IN-4), for a page that has just opened.
  List<DeskMessage> noticesFor(AgentId agent) {
    List<DeskMessage> notices = new ArrayList<>();
    for (LiveCall call : ringingFor(agent)) {
      if (call.noticed().contains(agent)) {
        notices.add(cards.waiting(call));
      }
    }
    return notices;
  }

  /// Takes back what else rings for an agent who has just taken a call: one call per agent. A
  /// round-robin call goes on to the member whose turn it is (RG-4), and not to the one after this:
  /// several that leave one member would all ring at the next, and then at the one after that. One
  /// whose own agents all talk goes to everyone else (IN-4).
  void withdrawFrom(AgentId agent, Work work) {
    for (LiveCall call : ringingFor(agent)) {
      takeBack(call, agent, "on_call", work);
      if (call.target() instanceof Target.One(var group, var member) && member.equals(agent)) {
        passOn(call, group, routing.turns().last(group).orElse(member), work);
      }
      pushes.over(call, agent, PushEnd.HANDLED, work);
      showNotice(call, agent, work);
      if (call.target() instanceof Target.NotConsulted
          && call.assigned().stream().allMatch(routing.floor()::isBusy)) {
        overflow(call, work);
      }
    }
  }

  /// Ends the ringing of one call on one agent's pages, or takes the notice away.
  ///
  /// @return whether it rang there
  boolean withdraw(LiveCall call, AgentId agent, Work work) {
    boolean rang = call.offered().remove(agent);
    if (rang || call.noticed().remove(agent)) {
      work.tell(
          roster.tabs(agent), new DeskMessage.CallCancelled(call.id(), CancelReason.REJECTED));
    }
    return rang;
  }

  /// A way to the agent is gone: on to whom the call may still go.
  void goOnFrom(LiveCall call, AgentId agent, Work work) {
    pushInPlaceOfPages(call, agent, work);
    if (call.isRinging() && !somebodyAble(call, work.now())) {
      overflowIfWanted(call, work);
    }
  }

  /// The agent has no page that answers any more, and may have one again in a moment. A round-robin
  /// call is for those who are online: it goes on to the next member, or waits for the first, who
  /// may be the same with the page loaded again (RG-3).
  void pageGone(LiveCall call, AgentId agent, Work work) {
    if (call.target() instanceof Target.One(var group, var member) && member.equals(agent)) {
      takeBack(call, agent, "page_gone", work);
      passOn(call, group, member, work);
    }
  }

  /// It no longer rings for an agent who has declined it, on whatever device.
  void declined(LiveCall call, AgentId agent, Work work) {
    boolean _ = withdraw(call, agent, work);
    pushes.over(call, agent, PushEnd.HANDLED, work);
    if (call.target() instanceof Target.One(var group, var member)
        && member.equals(agent)
        && group.hunts()) {
      passOn(call, group, member, work);
    }
    goOnFrom(call, agent, work);
  }

  /// The push service of a device refused the announcement.
  void pushRefused(LiveCall call, Fact.PushRefused refused, Work work) {
    pushes.refused(call, refused, work);
    goOnFrom(call, refused.agent(), work);
  }

  /// A device is the agent's no longer.
  void deviceDropped(LiveCall call, AgentId agent, PushDevice device, Work work) {
    pushes.dropped(call, agent, device, work);
    goOnFrom(call, agent, work);
  }

  /// It rings for nobody any more: takes the announcements back.
  ///
  /// @param taker who took it, null if nobody did
  void pushesOver(LiveCall call, @Nullable AgentId taker, Work work) {
    pushes.over(call, taker, work);
  }

  /// Nobody can answer there (`why`, a word for the log): it rings there for nobody. A round-robin
  /// call goes on to the next member, since this one was never really there (RG-3).
  void leaveOut(LiveCall call, AgentId agent, String why, Work work) {
    takeBack(call, agent, why, work);
    if (call.target() instanceof Target.One(var group, var member) && member.equals(agent)) {
      passOn(call, group, member, work);
    }
    goOnFrom(call, agent, work);
  }

  /// The time of one member is over (RG-7): on to the next who is online and free. It goes on
  /// ringing for a member who is the only one.
  void huntOn(LiveCall call, Work work) {
    if (!(call.target() instanceof Target.One(var group, var member))) {
      return;
    }
    Optional<AgentId> next = next(call, group, member, work);
    if (next.isEmpty() || next.get().equals(member)) {
      huntLater(call, group, work);
      return;
    }
    takeBack(call, member, "not_answered", work);
    passTo(call, group, next.get(), work);
  }

  /// Beyond the rules, where switched on: rings for the groups too.
  void overflowIfWanted(LiveCall call, Work work) {
    if (overflowAfter(call).isPresent()) {
      overflow(call, work);
    }
  }

  /// Whether anybody may still answer: has a page, or had one a moment ago, or can be told by push,
  /// and has not declined. A member on another call counts: the call is offered when that one ends
  /// (IN-6).
  boolean somebodyAble(LiveCall call, Instant now) {
    for (AgentId agent : wanted(call)) {
      if (!call.declined().contains(agent)
          && (roster.isAble(agent, now) || pushes.mayBring(call, agent))) {
        return true;
      }
    }
    return switch (call.target()) {
      case Target.Waiting(var group) -> somebodyOnline(call, group, now);
      case Target.One(var group, var _) -> group.hunts() && somebodyOnline(call, group, now);
      case Target.NotConsulted _,
          Target.NoGroup _,
          Target.NobodyReady _,
          Target.Everyone _,
          Target.All _ ->
          false;
    };
  }

  /// Whether the call is for this agent.
  static boolean isFor(LiveCall call, AgentId agent) {
    return call.assigned().contains(agent) || call.target().agents().contains(agent);
  }

  /// The calls that ring for the agent, or would if that one were free.
  List<LiveCall> ringingFor(AgentId agent) {
    return book.ringing(agent, routing.groups().of(agent));
  }

  /// Ends the ringing of one call on one agent's pages, and writes down why.
  private void takeBack(LiveCall call, AgentId agent, String why, Work work) {
    if (withdraw(call, agent, work)) {
      call.note(work, CallEventKind.OFFER_WITHDRAWN, agent, why);
    }
  }

  private static List<AgentId> wanted(LiveCall call) {
    List<AgentId> wanted = new ArrayList<>(call.assigned());
    wanted.addAll(call.target().agents());
    return wanted;
  }

  private void aim(LiveCall call, Route route, Work work) {
    book.aim(call, route.target());
    Target target = route.target();
    String group = target.group().map(asked -> " " + asked.id().value()).orElse("");
    call.note(work, CallEventKind.ROUTED, null, target.word() + group);
    note(call, route.considered(), work);
  }

  /// The channel, if the call rings for its customer's agents alone and is to ring for others
  /// later.
  private Optional<Channel> overflowAfter(LiveCall call) {
    return call.target() instanceof Target.NotConsulted
        ? cards.channelOf(call.channel()).filter(c -> c.overflowAfter().isPositive())
        : Optional.empty();
  }

  private void overflow(LiveCall call, Work work) {
    aim(call, routing.router().overflow(call.channel(), call.assigned(), work.now()), work);
    if (call.state() instanceof CallState.Ringing ringing) {
      offerToAll(call, ringing, work);
    }
  }

  private void offerToAll(LiveCall call, CallState.Ringing ringing, Work work) {
    for (AgentId agent : wanted(call)) {
      offerAndTell(call, agent, ringing, work);
      showNotice(call, agent, work);
    }
  }

  /// IN-4: an agent on a call sees that one of the agent's own customers calls.
  private void showNotice(LiveCall call, AgentId agent, Work work) {
    if (call.assigned().contains(agent)
        && routing.floor().isOnCall(agent)
        && !call.declined().contains(agent)
        && call.noticed().add(agent)) {
      work.tell(roster.tabs(agent), cards.waiting(call));
    }
  }

  /// On to the next member after `last` who is online and free; without one the call waits for the
  /// first.
  private void passOn(LiveCall call, RingGroup group, AgentId last, Work work) {
    Optional<AgentId> next = next(call, group, last, work);
    if (next.isPresent()) {
      passTo(call, group, next.get(), work);
    } else {
      book.aim(call, new Target.Waiting(group));
    }
  }

  private Optional<AgentId> next(LiveCall call, RingGroup group, AgentId from, Work work) {
    Set<AgentId> without = new HashSet<>(call.declined());
    without.addAll(call.assigned());
    return routing.router().next(group, Optional.of(from), without, work.now()).member();
  }

  private void passTo(LiveCall call, RingGroup group, AgentId member, Work work) {
    book.aim(call, new Target.One(group, member));
    if (call.state() instanceof CallState.Ringing ringing) {
      offerAndTell(call, member, ringing, work);
    }
  }

  private void huntLater(LiveCall call, RingGroup group, Work work) {
    if (group.hunts()) {
      deadlines.set(new Deadlines.Key.HuntDue(call.id()), work.now().plus(group.hunting()));
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
    } else {
      pushes.announce(call, agent, ringing, work);
    }
  }

  /// The agent's pages are gone or answer no longer.
  private void pushInPlaceOfPages(LiveCall call, AgentId agent, Work work) {
    if (call.state() instanceof CallState.Ringing ringing) {
      pushes.announce(call, agent, ringing, work);
    }
  }

  private boolean offer(LiveCall call, AgentId agent, Work work) {
    boolean offered =
        isFor(call, agent)
            && !call.declined().contains(agent)
            && routing.floor().cannotRing(agent, work.now()).isEmpty()
            && call.offered().add(agent);
    if (offered) {
      call.noticed().remove(agent);
      call.note(work, CallEventKind.OFFERED_TO_AGENT, agent, null);
      if (call.target() instanceof Target.One(var group, var member) && member.equals(agent)) {
        routing.turns().advance(new RingTurn(group.id(), member));
        call.note(work, CallEventKind.TURN_MOVED, member, group.id().value());
        huntLater(call, group, work);
      }
    }
    return offered;
  }

  private void note(LiveCall call, List<Considered> considered, Work work) {
    for (Considered passed : considered) {
      boolean unreachable =
          passed.finding() instanceof Finding.Offline && pushes.isWithout(call, passed.agent());
      Finding finding = unreachable ? new Finding.NoPageAndNoPush() : passed.finding();
      call.note(work, CallEventKind.AGENT_PASSED_BY, passed.agent(), finding.detail());
    }
  }
}
