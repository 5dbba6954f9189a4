package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Device;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallInput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.desk.DeskError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What agents do: pages that come and go, accept, decline, mute, hang up.
final class AgentDesk {
  private final AccountId account;
  private final AgentLog log;
  private final Roster roster;
  private final RingGroups groups;
  private final CallBook book;
  private final Cards cards;
  private final Ringer ringer;
  private final CallDriver driver;
  private final Deadlines deadlines;

  /// What the page ran on that went last, of each agent.
  private final Map<AgentId, Device> lastDevice = new HashMap<>();

  AgentDesk(AccountId account, RingGroups groups, Parts parts) {
    this.account = account;
    this.groups = groups;
    this.roster = parts.roster();
    this.log = new AgentLog(account, roster);
    this.book = parts.book();
    this.cards = parts.cards();
    this.ringer = parts.ringer();
    this.driver = parts.driver();
    this.deadlines = parts.deadlines();
  }

  /// What the desk shares with the rest of the switchboard.
  record Parts(
      Roster roster,
      CallBook book,
      Cards cards,
      Ringer ringer,
      CallDriver driver,
      Deadlines deadlines) {}

  void handle(Fact.FromAgent fact, Work work) {
    if (fact instanceof Fact.AgentConnected connected) {
      connected(connected, work);
      return;
    }
    if (!roster.has(fact.agent(), fact.connection())) {
      // A message that was still on its way when its tab went: nobody is there to be answered.
      return;
    }
    switch (fact) {
      case Fact.AgentConnected _ -> {}
      case Fact.AgentDisconnected gone -> disconnected(gone.agent(), gone.connection(), work);
      case Fact.AgentReady ready -> roster.ready(ready.connection(), ready.readiness());
      case Fact.PresenceSet set -> presenceSet(set, work);
      case Fact.AgentAccepted accepted -> accepted(accepted, work);
      case Fact.AgentDeclined declined -> declined(declined, work);
      case Fact.AgentHungUp hungUp -> hungUp(hungUp, work);
      case Fact.AgentMuted muted -> muted(muted, work);
      case Fact.AgentLegUp up -> legUp(up.agent(), up.connection(), work);
      case Fact.AgentLegDown down -> {
        roster.legUp(down.connection(), false, work.now());
        tabLost(down.agent(), down.connection(), work);
      }
      case Fact.AgentSilent silent -> silent(silent, work);
      case Fact.AgentHeard heard -> heard(heard.agent(), heard.connection(), work);
      case Fact.AgentLegQuiet quiet ->
          roster.legQuiet(quiet.connection(), work.now().minus(quiet.silence()));
      case Fact.AgentLegHeard heard -> roster.legHeard(heard.connection(), work.now());
    }
  }

  /// The grace of an agent without a page is over: calls may have lost the last one able (IN-6).
  void graceOver(AgentId agent, Work work) {
    log.gone(agent, lastDevice.getOrDefault(agent, Device.UNKNOWN), work);
    roster
        .pagesSilentSince(agent)
        .ifPresent(since ->
            log.unreachable(
                agent,
                roster.pages(agent).getLast().device(),
                Duration.between(since, work.now()),
                work));
    for (LiveCall call : ringer.ringingFor(agent)) {
      work.turnTo(call);
      ringer.goOnFrom(call, agent, work);
      giveUpIfNobodyIsLeft(call, work);
    }
  }

  /// May not come in any more: the call that the agent holds ends, and nothing rings there. The
  /// gateway closes the pages.
  void leaves(AgentId agent, Work work) {
    held(agent).ifPresent(call -> driver.apply(call, new CallInput.HungUp(agent), work));
    for (LiveCall call : ringer.ringingFor(agent)) {
      work.turnTo(call);
      ringer.leaveOut(call, agent, "disabled", work);
      giveUpIfNobodyIsLeft(call, work);
    }
    work.turnAway();
  }

  /// The agent is free again.
  void wrapUpOver(AgentId agent, Work work) {
    if (roster.wrapUpOver(agent, work.now())) {
      work.tell(roster.tabs(agent), cards.presence(agent, work.now()));
      ringer.offerWaiting(agent, work);
    }
  }

  /// A push service refused what was to bring the agent to a call: it may have lost the last one
  /// able (IN-6).
  void pushRefused(Fact.PushRefused refused, Work work) {
    book.find(refused.call())
        .filter(LiveCall::isRinging)
        .ifPresent(call -> {
          work.turnTo(call);
          ringer.pushRefused(call, refused, work);
          giveUpIfNobodyIsLeft(call, work);
        });
  }

  /// A browser of the agent is told of no call any more.
  void deviceDropped(AgentId agent, PushDevice device, Work work) {
    for (LiveCall call : ringer.ringingFor(agent)) {
      work.turnTo(call);
      ringer.deviceDropped(call, agent, device, work);
      giveUpIfNobodyIsLeft(call, work);
    }
  }

  private void connected(Fact.AgentConnected connected, Work work) {
    AgentId agent = connected.agent();
    ConnectionId connection = connected.connection();
    if (!roster.isActive(agent)) {
      refuse(connection, DeskError.UNAUTHORIZED, "No such agent in this account.", "hello", work);
      return;
    }
    Optional<Instant> silentSince = roster.pagesSilentSince(agent);
    roster.connect(agent, connection, connected.device(), work.now());
    if (!roster.has(agent, connection)) {
      return;
    }
    log.connected(agent, connection, work);
    silentSince.ifPresent(
        since -> log.reachable(agent, connection, Duration.between(since, work.now()), work));
    deadlines.clear(new Deadlines.Key.AgentDue(agent));
    work.tell(
        connection,
        new DeskMessage.Welcome(
            cards.agent(agent),
            account,
            roster.presence(agent),
            cards.wrapUpMs(agent, work.now()),
            groups.of(agent).stream().map(RingGroup::name).toList(),
            ringer.offerInWelcome(agent, work),
            held(agent).flatMap(call -> cards.held(call, work.now())).orElse(null),
            cards.dials(agent)));
    ringer.noticesFor(agent).forEach(notice -> work.tell(connection, notice));
  }

  /// From where this agent may call is told to the agent's pages anew (OUT-1).
  void tellDials(AgentId agent, Work work) {
    cards.tellDials(agent, work);
  }

  private void disconnected(AgentId agent, ConnectionId connection, Work work) {
    lastDevice.put(agent, roster.device(connection));
    roster.disconnect(agent, connection, work.now());
    tabLost(agent, connection, work);
    if (!roster.hasLivePage(agent)) {
      for (LiveCall call : ringer.ringingFor(agent)) {
        work.turnTo(call);
        ringer.pageGone(call, agent, work);
      }
      work.turnAway();
    }
    Instant ableUntil = roster.ableUntil(agent);
    if (!roster.hasLivePage(agent) && ableUntil.isAfter(work.now())) {
      deadlines.set(new Deadlines.Key.AgentDue(agent), ableUntil);
    } else {
      log.gone(agent, lastDevice.getOrDefault(agent, Device.UNKNOWN), work);
    }
  }

  /// A page does not answer: without another one its agent is left out of ringing at once, since it
  /// has been waited for already (IN-6).
  private void silent(Fact.AgentSilent silent, Work work) {
    AgentId agent = silent.agent();
    roster.pageSilent(silent.connection(), work.now().minus(silent.silence()));
    if (roster.hasLivePage(agent)) {
      return;
    }
    log.unreachable(agent, roster.device(silent.connection()), silent.silence(), work);
    for (LiveCall call : ringer.ringingFor(agent)) {
      work.turnTo(call);
      ringer.leaveOut(call, agent, "page_unreachable", work);
      giveUpIfNobodyIsLeft(call, work);
    }
  }

  /// A page answers again: it gets what rings, and learns for how long it was not heard.
  private void heard(AgentId agent, ConnectionId connection, Work work) {
    Optional<Instant> noneSince = roster.pagesSilentSince(agent);
    Optional<Instant> since = roster.pageHeard(connection);
    if (since.isEmpty()) {
      return;
    }
    noneSince.ifPresent(
        silent -> log.reachable(agent, connection, Duration.between(silent, work.now()), work));
    Duration silence = Duration.between(since.get(), work.now());
    work.tell(connection, new DeskMessage.Reachable(silence.toMillis()));
    ringer.offerWaiting(agent, work);
    if (roster.isLegUp(connection)) {
      held(agent)
          .ifPresent(call -> driver.apply(call, new CallInput.TabReady(agent, connection), work));
    }
  }

  private void presenceSet(Fact.PresenceSet set, Work work) {
    Presence before = roster.chosen(set.agent());
    if (roster.choose(set.agent(), set.presence(), work.now())) {
      if (before != set.presence()) {
        log.chose(set.agent(), set.presence(), set.connection(), work);
      }
      deadlines.clear(new Deadlines.Key.WrapUpDue(set.agent()));
      work.tell(roster.tabs(set.agent()), cards.presence(set.agent(), work.now()));
      // Back from a break: a round-robin call may wait for the next member who is online.
      ringer.offerWaiting(set.agent(), work);
    }
  }

  private void accepted(Fact.AgentAccepted accept, Work work) {
    String re = "call.accept";
    Optional<LiveCall> found = book.find(accept.call());
    if (found.isEmpty()) {
      refuse(accept.connection(), DeskError.UNKNOWN_CALL, "No such call.", re, work);
      return;
    }
    LiveCall call = found.get();
    work.turnTo(call);
    if (!call.isRinging()) {
      if (!sitsIn(call, accept.connection())) {
        refuse(accept.connection(), DeskError.TOO_LATE, "The call is taken or over.", re, work);
      }
      return;
    }
    if (!Ringer.isFor(call, accept.agent()) || call.declined().contains(accept.agent())) {
      refuse(accept.connection(), DeskError.NOT_RINGING, "The call does not ring here.", re, work);
      return;
    }
    if (!roster.reserve(accept.agent(), call.id(), work.now())) {
      refuse(accept.connection(), DeskError.BUSY, "You are on a call.", re, work);
      return;
    }
    boolean legUp = roster.isLegUp(accept.connection());
    driver.apply(call, new CallInput.Taken(accept.agent(), accept.connection(), legUp), work);
  }

  private void declined(Fact.AgentDeclined decline, Work work) {
    String re = "call.decline";
    Optional<LiveCall> found = book.find(decline.call());
    if (found.isEmpty()) {
      refuse(decline.connection(), DeskError.UNKNOWN_CALL, "No such call.", re, work);
      return;
    }
    LiveCall call = found.get();
    work.turnTo(call);
    if (!call.isRinging()) {
      refuse(decline.connection(), DeskError.TOO_LATE, "The call is taken or over.", re, work);
      return;
    }
    if (!Ringer.isFor(call, decline.agent())) {
      refuse(decline.connection(), DeskError.NOT_RINGING, "The call does not ring here.", re, work);
      return;
    }
    if (call.declined().add(decline.agent())) {
      call.note(work, CallEventKind.DECLINED, decline.agent(), null);
      ringer.declined(call, decline.agent(), work);
      giveUpIfNobodyIsLeft(call, work);
    }
  }

  private void hungUp(Fact.AgentHungUp hangUp, Work work) {
    heldOrRefuse(hangUp, hangUp.call(), "call.hangup", work)
        .ifPresent(call -> driver.apply(call, new CallInput.HungUp(hangUp.agent()), work));
  }

  private void muted(Fact.AgentMuted mute, Work work) {
    heldOrRefuse(mute, mute.call(), "call.mute", work)
        .ifPresent(
            call -> driver.apply(call, new CallInput.MuteChosen(mute.agent(), mute.muted()), work));
  }

  private void legUp(AgentId agent, ConnectionId connection, Work work) {
    roster.legUp(connection, true, work.now());
    held(agent)
        .ifPresent(call -> driver.apply(call, new CallInput.TabReady(agent, connection), work));
  }

  /// A tab can carry the call no longer: another tab of the same agent takes over if its leg is up.
  private void tabLost(AgentId agent, ConnectionId connection, Work work) {
    Optional<LiveCall> held = held(agent).filter(call -> sitsIn(call, connection));
    if (held.isEmpty()) {
      return;
    }
    driver.apply(held.get(), new CallInput.TabLost(connection), work);
    roster
        .tabWithLeg(agent)
        .ifPresent(tab -> driver.apply(held.get(), new CallInput.TabReady(agent, tab), work));
  }

  private void giveUpIfNobodyIsLeft(LiveCall call, Work work) {
    if (call.isRinging() && !ringer.somebodyAble(call, work.now())) {
      EndReason reason =
          call.declined().isEmpty() ? EndReason.NOBODY_REACHABLE : EndReason.DECLINED;
      driver.apply(call, new CallInput.GivenUp(reason), work);
    }
  }

  private Optional<LiveCall> held(AgentId agent) {
    return roster.holding(agent).flatMap(book::find);
  }

  private Optional<LiveCall> heldOrRefuse(Fact.FromAgent by, CallId call, String re, Work work) {
    Optional<LiveCall> held = held(by.agent()).filter(found -> found.id().equals(call));
    if (held.isEmpty()) {
      refuse(by.connection(), DeskError.UNKNOWN_CALL, "You are not on this call.", re, work);
    }
    return held;
  }

  private static boolean sitsIn(LiveCall call, ConnectionId connection) {
    return switch (call.state()) {
      case CallState.Connecting connecting -> connecting.handling().seat().isTakenBy(connection);
      case CallState.Calling calling -> calling.handling().seat().isTakenBy(connection);
      case CallState.Talking talking -> talking.handling().seat().isTakenBy(connection);
      case CallState.Offered _, CallState.Ringing _, CallState.Ended _ -> false;
    };
  }

  private static void refuse(
      ConnectionId connection, DeskError code, String detail, String re, Work work) {
    work.tell(connection, new DeskMessage.Failed(code, detail, re));
  }
}
