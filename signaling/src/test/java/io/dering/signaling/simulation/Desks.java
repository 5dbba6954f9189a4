package io.dering.signaling.simulation;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The agents of one account: up to three tabs each, which accept, decline, mute and hang up, twice
/// and too late, and lose their sockets and legs, or freeze, at any step.
final class Desks {
  private static final int MOST_TABS = 3;
  private static final int MOST_DEVICES = 3;

  /// Some talks last for more than one minute, so that money ends.
  private static final int LONG_TALKS = 70;

  private static final int LONG_TALK_MS = 200_000;

  /// After so long without an answer the gateway tells that a page is silent.
  private static final Duration UNANSWERED = Duration.ofSeconds(8);

  private final Clockwork clock;
  private final Supplier<Faults> faults;
  private final BooleanSupplier open;
  private final List<AgentId> agents;
  private final Map<ConnectionId, AgentId> tabs = new HashMap<>();
  private final Set<ConnectionId> frozen = new HashSet<>();
  private final String account;
  private final Runner runner;
  private final int mostTabs;
  private final List<PushDeviceId> devices = new ArrayList<>();
  private final Set<CallId> ours = new HashSet<>();
  private final Set<CallId> talked = new HashSet<>();
  private int nextTab;
  private long asked;
  private int nextDevice;

  /// @param open whether the day goes on; afterwards agents do only what they are asked
  Desks(Clockwork clock, Supplier<Faults> faults, BooleanSupplier open, Runner runner) {
    this.clock = clock;
    this.faults = faults;
    this.open = open;
    this.runner = runner;
    this.mostTabs = 1 + clock.upTo(MOST_TABS);
    this.agents = runner.settings().ringGroups().getFirst().members();
    this.account = runner.settings().account().value();
  }

  void begin() {
    for (AgentId agent : agents) {
      for (int device = clock.upTo(MOST_DEVICES); device > 0; device--) {
        subscribe(agent);
      }
      clock.after(clock.upTo(1_000), () -> signIn(agent));
      clock.after(1_000, () -> move(agent));
    }
  }

  /// The process is gone, and every socket with it; the pages come back by themselves.
  void died() {
    tabs.clear();
    frozen.clear();
    for (AgentId agent : agents) {
      clock.after(1_000 + clock.upTo(4_000), () -> signIn(agent));
    }
  }

  /// The account of a tab's name: a tab belongs to one.
  static boolean belongs(ConnectionId tab, String account) {
    return tab.value().startsWith(account + "/");
  }

  /// The account of a device's name.
  static boolean belongs(PushDeviceId device, String account) {
    return device.value().startsWith("push_" + account + "/");
  }

  /// Whether it is a tab of that very agent.
  static boolean isTabOf(ConnectionId tab, String account, AgentId agent) {
    return tab.value().startsWith(account + "/" + agent.value() + "-");
  }

  void told(Command.Tell tell) {
    ConnectionId tab = tell.connection();
    AgentId agent = tabs.get(tab);
    if (agent == null || frozen.contains(tab)) {
      return;
    }
    if (clock.chance(faults.get().pages())) {
      clock.after(clock.upTo(200), () -> loseSocket(agent, tab));
    }
    switch (tell.message()) {
      case DeskMessage.CallIncoming incoming -> incoming(agent, tab, incoming.call());
      case DeskMessage.Welcome welcome ->
          welcome.calls().forEach(incoming -> incoming(agent, tab, incoming.call()));
      case DeskMessage.CallConnected connected -> connected(agent, tab, connected.call());
      case DeskMessage.CallOutgoing outgoing -> outgoing(agent, outgoing.call());
      case DeskMessage.LegAnswer _,
          DeskMessage.LegUp _,
          DeskMessage.LegDown _,
          DeskMessage.LegRefused _,
          DeskMessage.CallWaiting _,
          DeskMessage.CallTaken _,
          DeskMessage.CallCancelled _,
          DeskMessage.CallConnecting _,
          DeskMessage.CallBalance _,
          DeskMessage.CallEnded _,
          DeskMessage.PresenceChanged _,
          DeskMessage.Failed _,
          DeskMessage.Pong _,
          DeskMessage.Challenge _,
          DeskMessage.Dials _,
          DeskMessage.Reachable _ -> {}
    }
  }

  /// Push services take it or not; an agent who reads it opens a page, or does not care.
  void pushed(Command.ForPush push) {
    if (!(push instanceof Command.PushRinging ringing)) {
      return;
    }
    int life = runner.life();
    boolean read = false;
    for (PushDevice device : push.to()) {
      if (clock.chance(faults.get().pages())) {
        clock.count(Mishap.PUSH_REFUSED);
        boolean gone = clock.chance(20);
        clock.after(
            clock.upTo(6_000), () -> runner.tell(life, refused(ringing, device.id(), gone)));
      } else {
        read |= clock.chance(60);
      }
    }
    if (read) {
      clock.after(clock.upTo(15_000), () -> signIn(push.agent()));
    }
  }

  private static Fact refused(Command.PushRinging ringing, PushDeviceId device, boolean gone) {
    return new Fact.PushRefused(
        ringing.call(), ringing.agent(), device, ringing.announcement(), gone);
  }

  private void subscribe(AgentId agent) {
    String name = account + "/" + agent.value() + "-" + nextDevice++;
    PushDevice device =
        new PushDevice(new PushDeviceId("push_" + name), "https://push.example/" + name, "", "");
    ask(new PushRequest.AddDevice(agent, device));
    devices.add(device.id());
  }

  private void ask(PushRequest request) {
    runner.tell(new Fact.Requested(new RequestId(++asked), request));
  }

  private void signIn(AgentId agent) {
    if (!runner.isUp()) {
      clock.after(1_000 + clock.upTo(1_000), () -> signIn(agent));
      return;
    }
    long there = tabs.values().stream().filter(agent::equals).count();
    if (there >= mostTabs) {
      return;
    }
    if (there > 0) {
      clock.count(Mishap.SECOND_TAB);
    }
    ConnectionId tab = new ConnectionId(account + "/" + agent.value() + "-" + nextTab++);
    tabs.put(tab, agent);
    runner.tell(new Fact.AgentConnected(agent, tab));
    // Now and then a leg takes longer than any grace: the agent accepts without it.
    int legUpMs = clock.upTo(clock.chance(faults.get().pages()) ? 90_000 : 300);
    clock.after(legUpMs, () -> fromTab(tab, new Fact.AgentLegUp(agent, tab)));
  }

  private void loseSocket(AgentId agent, ConnectionId tab) {
    if (tabs.remove(tab) != null) {
      frozen.remove(tab);
      clock.count(Mishap.SOCKET_LOST);
      runner.tell(new Fact.AgentDisconnected(agent, tab));
      clock.after(clock.upTo(clock.chance(30) ? 120_000 : 4_000), () -> signIn(agent));
    }
  }

  private void loseLeg(AgentId agent, ConnectionId tab) {
    clock.count(Mishap.AGENT_LEG_LOST);
    fromTab(tab, new Fact.AgentLegDown(agent, tab));
    clock.after(clock.upTo(3_000), () -> fromTab(tab, new Fact.AgentLegUp(agent, tab)));
  }

  private void quieten(AgentId agent, ConnectionId tab) {
    clock.count(Mishap.AGENT_LEG_QUIET);
    fromTab(tab, new Fact.AgentLegQuiet(agent, tab, UNANSWERED));
    clock.after(clock.upTo(20_000), () -> fromTab(tab, new Fact.AgentLegHeard(agent, tab)));
  }

  /// The browser stops the page's script: it does nothing more, and its socket stays. What it meant
  /// to do meanwhile never happens.
  private void freeze(AgentId agent, ConnectionId tab) {
    if (!frozen.add(tab)) {
      return;
    }
    clock.count(Mishap.PAGE_FROZEN);
    int asleepMs = clock.upTo(clock.chance(30) ? 120_000 : 20_000);
    boolean found = asleepMs > UNANSWERED.toMillis();
    int life = runner.life();
    if (found) {
      clock.after(
          UNANSWERED.toMillis(),
          () -> ofFrozen(life, tab, new Fact.AgentSilent(agent, tab, UNANSWERED)));
    }
    clock.after(
        asleepMs,
        () -> {
          if (found) {
            ofFrozen(life, tab, new Fact.AgentHeard(agent, tab));
          }
          frozen.remove(tab);
        });
  }

  private void ofFrozen(int life, ConnectionId tab, Fact fact) {
    if (frozen.contains(tab)) {
      runner.tell(life, fact);
    }
  }

  /// A page does something by itself; then again, as long as the day goes on.
  private void move(AgentId agent) {
    if (!open.getAsBoolean()) {
      return;
    }
    if (clock.isNight()) {
      clock.after(clock.untilMorningMs(), () -> move(agent));
      return;
    }
    for (ConnectionId tab : tabs.keySet().toArray(ConnectionId[]::new)) {
      if (agent.equals(tabs.get(tab))) {
        if (clock.chance(faults.get().pages())) {
          loseSocket(agent, tab);
        } else if (clock.chance(faults.get().pages())) {
          loseLeg(agent, tab);
        } else if (clock.chance(faults.get().pages())) {
          quieten(agent, tab);
        } else if (clock.chance(faults.get().pages())) {
          freeze(agent, tab);
        } else if (clock.chance(10)) {
          fromTab(
              tab,
              new Fact.PresenceSet(agent, tab, clock.chance(50) ? Presence.AWAY : Presence.ONLINE));
        }
      }
    }
    if (clock.chance(20)) {
      signIn(agent);
    }
    if (clock.chance(5)) {
      subscribe(agent);
    }
    if (clock.chance(5) && !devices.isEmpty()) {
      ask(new PushRequest.RemoveDevice(null, devices.remove(clock.upTo(devices.size()))));
    }
    clock.after(5_000 + clock.upTo(40_000), () -> move(agent));
  }

  private void incoming(AgentId agent, ConnectionId tab, CallId call) {
    int delayMs = clock.upTo(12_000);
    int choice = clock.upTo(10);
    if (choice < 5) {
      clock.after(delayMs, () -> fromTab(tab, new Fact.AgentAccepted(agent, tab, call)));
      if (clock.chance(10)) {
        clock.count(Mishap.ACCEPTED_TWICE);
        clock.after(delayMs, () -> fromTab(tab, new Fact.AgentAccepted(agent, tab, call)));
      }
    } else if (choice < 7) {
      clock.after(delayMs, () -> fromTab(tab, new Fact.AgentDeclined(agent, tab, call)));
    }
    if (clock.chance(5)) {
      clock.after(delayMs, () -> fromTab(tab, new Fact.AgentHungUp(agent, tab, call)));
    }
  }

  private void connected(AgentId agent, ConnectionId tab, CallId call) {
    if (clock.chance(50)) {
      boolean muted = clock.chance(70);
      clock.after(
          clock.upTo(20_000), () -> fromTab(tab, new Fact.AgentMuted(agent, tab, call, muted)));
    }
    boolean isOurs = ours.contains(call);
    // From whatever tab the agent has by then; of ours once, however many tabs had it meanwhile.
    if (!isOurs || talked.add(call)) {
      clock.after(
          clock.upTo(isOurs && clock.chance(LONG_TALKS) ? LONG_TALK_MS : 40_000),
          () -> hangUp(agent, call));
    }
  }

  private void outgoing(AgentId agent, CallId call) {
    ours.add(call);
    if (clock.chance(8)) {
      clock.after(clock.upTo(40_000), () -> hangUp(agent, call));
    }
  }

  private void hangUp(AgentId agent, CallId call) {
    for (Map.Entry<ConnectionId, AgentId> tab : tabs.entrySet()) {
      if (tab.getValue().equals(agent) && !frozen.contains(tab.getKey())) {
        runner.tell(new Fact.AgentHungUp(agent, tab.getKey(), call));
        return;
      }
    }
  }

  /// What a tab says whose socket may be gone by now: then it is not heard, or just barely.
  private void fromTab(ConnectionId tab, Fact fact) {
    if (!frozen.contains(tab) && (tabs.containsKey(tab) || clock.chance(2))) {
      runner.tell(fact);
    }
  }
}
