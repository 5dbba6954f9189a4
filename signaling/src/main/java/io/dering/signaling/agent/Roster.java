package io.dering.signaling.agent;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Who is there, in which tabs, and who holds which call: at most one each.
public final class Roster {
  private final Map<AgentId, Desk> desks = new LinkedHashMap<>();
  private final Map<ConnectionId, AgentId> owners = new LinkedHashMap<>();
  private final Duration reachabilityGrace;

  /// `reachabilityGrace` is how long a vanished page keeps its agent able to answer (IN-6).
  public Roster(List<Agent> agents, Duration reachabilityGrace) {
    this.reachabilityGrace = reachabilityGrace;
    for (Agent agent : agents) {
      desks.put(agent.id(), new Desk(agent));
    }
  }

  public Optional<Agent> agent(AgentId id) {
    return Optional.ofNullable(desks.get(id)).map(desk -> desk.agent);
  }

  /// All of them, those who are disabled too.
  public List<Agent> agents() {
    return desks.values().stream().map(desk -> desk.agent).toList();
  }

  /// All of them with whether they may come in, in the order in which they were added.
  public List<User> users() {
    return desks.values().stream()
        .map(desk -> new User(desk.agent, desk.disabled, desk.mayCall))
        .toList();
  }

  /// Somebody new, or somebody known with another name, role or leave to come in. Who is disabled
  /// is able to answer from now on no more; a call that one holds is ended by the caller.
  public void put(User user) {
    Desk desk = desks.computeIfAbsent(user.agent().id(), _ -> new Desk(user.agent()));
    desk.agent = user.agent();
    desk.disabled = user.disabled();
    desk.mayCall = user.mayCall();
    if (user.disabled()) {
      desk.ableUntil = Instant.MIN;
    }
  }

  /// These and nobody else from now on. Before anybody is there.
  public void replace(List<User> users) {
    desks.clear();
    users.forEach(this::put);
  }

  /// Whether that one is known here and may not come in.
  public boolean isDisabled(AgentId id) {
    Desk desk = desks.get(id);
    return desk != null && desk.disabled;
  }

  /// Whether that one is known here and may call customers (OUT-1).
  public boolean mayCall(AgentId id) {
    Desk desk = desks.get(id);
    return desk != null && desk.mayCall;
  }

  /// Whether that one is known here and may come in.
  public boolean isActive(AgentId id) {
    Desk desk = desks.get(id);
    return desk != null && !desk.disabled;
  }

  /// Adds a tab on a device that is not known.
  public void connect(AgentId id, ConnectionId connection, Instant now) {
    connect(id, connection, Device.UNKNOWN, now);
  }

  /// Adds a tab. A tab that is there already, or an agent unknown here, changes nothing.
  public void connect(AgentId id, ConnectionId connection, Device device, Instant now) {
    Desk desk = desks.get(id);
    if (desk != null && owners.putIfAbsent(connection, id) == null) {
      desk.open(connection, device, now);
    }
  }

  /// Takes a tab away; from its last one on the agent stays able to answer for the grace.
  public void disconnect(AgentId id, ConnectionId connection, Instant now) {
    if (!has(id, connection)) {
      return;
    }
    owners.remove(connection);
    Desk desk = desk(id);
    boolean wasLive = desk.hasLivePage();
    desk.close(connection, now);
    if (wasLive && !desk.hasLivePage()) {
      desk.ableUntil = now.plus(reachabilityGrace);
    }
  }

  /// Notes that the tab's page has not answered since then: it is frozen or cut off.
  public void pageSilent(ConnectionId connection, Instant since) {
    tab(connection).ifPresent(tab -> tab.silentSince = Optional.of(since));
  }

  /// Notes that the tab's page answers again.
  ///
  /// @return since when it did not; empty when it answered all the time, or is gone
  public Optional<Instant> pageHeard(ConnectionId connection) {
    Optional<Desk.Tab> tab = tab(connection);
    Optional<Instant> silent = tab.flatMap(t -> t.silentSince);
    tab.ifPresent(t -> t.silentSince = Optional.empty());
    return silent;
  }

  /// Since when none of the agent's pages answers; empty when one does, or without a page.
  public Optional<Instant> pagesSilentSince(AgentId id) {
    return Optional.ofNullable(desks.get(id)).flatMap(Desk::silentSince);
  }

  /// What the tab runs on.
  public Device device(ConnectionId connection) {
    return tab(connection).map(tab -> tab.device).orElse(Device.UNKNOWN);
  }

  /// Notes what the tab found when it looked whether it can take calls.
  public void ready(ConnectionId connection, Readiness readiness) {
    tab(connection).ifPresent(tab -> tab.readiness = Optional.of(readiness));
  }

  /// The agent's pages, oldest first.
  public List<Page> pages(AgentId id) {
    return desk(id).tabs.values().stream()
        .map(tab -> new Page(tab.device, tab.silentSince, tab.leg == Desk.Leg.UP, tab.readiness))
        .toList();
  }

  /// Notes that the agent has signed in, or out.
  ///
  /// @return whether that is new
  public boolean signedIn(AgentId id, boolean in) {
    Desk desk = desk(id);
    boolean changed = desk.signedIn != in;
    desk.signedIn = in;
    return changed;
  }

  /// Notes that the agent has been written down as unreachable, or no longer is.
  ///
  /// @return whether that is new
  public boolean toldUnreachable(AgentId id, boolean unreachable) {
    Desk desk = desk(id);
    boolean changed = desk.toldUnreachable != unreachable;
    desk.toldUnreachable = unreachable;
    return changed;
  }

  /// Every agent may have had a page with the process before this one: able to answer until then.
  public void expectBack(Instant until) {
    for (Desk desk : desks.values()) {
      desk.ableUntil = desk.disabled ? Instant.MIN : until;
    }
  }

  /// Whether this tab is signed in as this agent.
  public boolean has(AgentId id, ConnectionId connection) {
    return id.equals(owners.get(connection));
  }

  /// The agent's tabs, oldest first.
  public List<ConnectionId> tabs(AgentId id) {
    Desk desk = desks.get(id);
    return desk == null ? List.of() : List.copyOf(desk.tabs.keySet());
  }

  /// Notes that the tab's warm leg carries media, or no longer does.
  public void legUp(ConnectionId connection, boolean up, Instant now) {
    AgentId id = owners.get(connection);
    if (id != null) {
      desk(id).leg(connection, up ? Desk.Leg.UP : Desk.Leg.DOWN, now);
    }
  }

  /// Notes that nothing authentic has come over the tab's leg since then. The leg stays: what comes
  /// next makes it good again.
  public void legQuiet(ConnectionId connection, Instant since) {
    if (isLegUp(connection)) {
      desk(Objects.requireNonNull(owners.get(connection))).leg(connection, Desk.Leg.QUIET, since);
    }
  }

  /// Notes that the peer of a quiet leg is heard again.
  public void legHeard(ConnectionId connection, Instant now) {
    if (tab(connection).filter(tab -> tab.leg == Desk.Leg.QUIET).isPresent()) {
      legUp(connection, true, now);
    }
  }

  /// Since when no leg of the agent's pages carries media; empty when one does, or without a page.
  public Optional<Instant> legDownSince(AgentId id) {
    return Optional.ofNullable(desks.get(id)).flatMap(desk -> desk.legDownSince);
  }

  /// Whether the tab is there and its leg carries media, or would if its peer spoke.
  public boolean isLegUp(ConnectionId connection) {
    return tab(connection).filter(tab -> tab.leg != Desk.Leg.DOWN).isPresent();
  }

  /// A tab of the agent whose page answers and whose leg carries media, the newest first.
  public Optional<ConnectionId> tabWithLeg(AgentId id) {
    ConnectionId newest = null;
    for (Map.Entry<ConnectionId, Desk.Tab> entry : desk(id).tabs.entrySet()) {
      Desk.Tab tab = entry.getValue();
      newest = tab.leg == Desk.Leg.UP && tab.isLive() ? entry.getKey() : newest;
    }
    return Optional.ofNullable(newest);
  }

  /// Whether the agent could answer: a live page, or one that vanished within the grace (IN-6).
  public boolean isAble(AgentId id, Instant now) {
    Desk desk = desks.get(id);
    return desk != null && !desk.disabled && (desk.hasLivePage() || now.isBefore(desk.ableUntil));
  }

  /// When the grace of an agent without a page ends.
  public Instant ableUntil(AgentId id) {
    return desk(id).ableUntil;
  }

  /// Whether the agent could answer a round-robin call as soon as free: able, and online by choice.
  public boolean isAbleOnline(AgentId id, Instant now) {
    return isAble(id, now) && desk(id).chosen == Presence.ONLINE;
  }

  /// Whether the agent has a page, be it one that does not answer.
  public boolean hasPage(AgentId id) {
    Desk desk = desks.get(id);
    return desk != null && !desk.tabs.isEmpty();
  }

  /// Whether the agent has a page that answers.
  public boolean hasLivePage(AgentId id) {
    Desk desk = desks.get(id);
    return desk != null && desk.hasLivePage();
  }

  /// How many agents have pages of which none answers.
  public int unreachable() {
    int count = 0;
    for (Desk desk : desks.values()) {
      if (!desk.tabs.isEmpty() && !desk.hasLivePage()) {
        count++;
      }
    }
    return count;
  }

  /// The call that the agent holds.
  public Optional<CallId> holding(AgentId id) {
    return Optional.ofNullable(desks.get(id)).flatMap(desk -> desk.holding);
  }

  /// Who holds this call: at most one, as long as we are right.
  public List<AgentId> holders(CallId call) {
    return desks.values().stream()
        .filter(desk -> desk.holding.filter(call::equals).isPresent())
        .map(desk -> desk.agent.id())
        .toList();
  }

  /// Reserves the agent for the call.
  ///
  /// @return false when the agent holds a call already or is unknown: then nothing changes
  public boolean reserve(AgentId id, CallId call, Instant now) {
    Desk desk = desks.get(id);
    if (desk == null || desk.holding.isPresent()) {
      return false;
    }
    desk.holding = Optional.of(call);
    desk.look(now);
    return true;
  }

  /// Frees the agent who holds this call.
  public void release(AgentId id, CallId call, Instant now) {
    Desk desk = desk(id);
    if (desk.holding.filter(call::equals).isPresent()) {
      desk.holding = Optional.empty();
      desk.look(now);
    }
  }

  /// Notes the agent's own choice, which ends a wrap-up; nothing but ONLINE and AWAY can be chosen.
  ///
  /// @return whether the choice counts
  public boolean choose(AgentId id, Presence presence, Instant now) {
    return switch (presence) {
      case OFFLINE, ON_CALL, WRAP_UP -> false;
      case ONLINE, AWAY -> {
        Desk desk = desk(id);
        desk.chosen = presence;
        desk.wrapUpUntil = Optional.empty();
        desk.look(now);
        yield true;
      }
    };
  }

  /// What the agent chose last.
  public Presence chosen(AgentId id) {
    return desk(id).chosen;
  }

  /// The agent has ended a call and is not free until then (see *free* in the business rules).
  public void wrapUp(AgentId id, Instant until, Instant now) {
    Desk desk = desk(id);
    desk.wrapUpUntil = Optional.of(until);
    desk.look(now);
  }

  /// The wrap-up is over.
  ///
  /// @return whether there was one
  public boolean wrapUpOver(AgentId id, Instant now) {
    Desk desk = desk(id);
    boolean was = desk.wrapUpUntil.isPresent();
    desk.wrapUpUntil = Optional.empty();
    desk.look(now);
    return was;
  }

  /// Until when the agent wraps up; empty when not.
  public Optional<Instant> wrapUpUntil(AgentId id) {
    return Optional.ofNullable(desks.get(id)).flatMap(desk -> desk.wrapUpUntil);
  }

  /// Since when the agent is as seen; empty before the first page.
  public Optional<Instant> presenceSince(AgentId id) {
    return Optional.ofNullable(desks.get(id)).flatMap(desk -> desk.seenSince);
  }

  /// What colleagues see of the agent.
  public Presence presence(AgentId id) {
    return desk(id).presence();
  }

  /// How many agents are in each presence; every presence has an entry.
  public Map<Presence, Integer> counts() {
    Map<Presence, Integer> counts = new EnumMap<>(Presence.class);
    for (Presence presence : Presence.values()) {
      counts.put(presence, 0);
    }
    for (Desk desk : desks.values()) {
      counts.merge(desk.presence(), 1, Integer::sum);
    }
    return counts;
  }

  private Desk desk(AgentId id) {
    Desk desk = desks.get(id);
    if (desk == null) {
      throw new IllegalStateException("No such agent in the roster");
    }
    return desk;
  }

  private Optional<Desk.Tab> tab(ConnectionId connection) {
    AgentId id = owners.get(connection);
    return id == null ? Optional.empty() : Optional.ofNullable(desk(id).tabs.get(connection));
  }
}
