package io.dering.signaling.simulation;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Stage;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// A Meta, a media plane and three agents around one switchboard, all from one seed. About five
/// calls are open at a time; each actor fails now and then.
final class CallCentre {
  private static final List<AgentId> AGENTS = List.of(Stage.AYU, Stage.BUDI, Stage.CITRA);

  /// How late an advance may come here; the auditor allows rings that much longer.
  static final int MAX_LATENESS_MS = 500;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::sequence));
  private final Map<AgentId, ConnectionId> tabs = new HashMap<>();
  private final Map<MetaCallId, MetaCall> metaCalls = new HashMap<>();
  private final Auditor auditor = new Auditor();
  private final SplittableRandom random;
  private final Switchboard switchboard;
  private int callsLeft;
  private long nextSequence;
  private int nextTab;
  private Instant now = Stage.START;

  private record Event(Instant at, long sequence, Runnable action) {}

  /// Meta's own view of a call.
  private static final class MetaCall {
    private boolean accepted;
    private boolean over;
    private boolean endMayBeLost;
    private boolean terminateDelivered;
  }

  CallCentre(long seed, int calls) {
    random = new SplittableRandom(seed);
    switchboard = new Switchboard(Stage.settings(), random.split());
    callsLeft = calls;
  }

  Auditor auditor() {
    return auditor;
  }

  void run() {
    for (AgentId agent : AGENTS) {
      at(0, () -> signIn(agent));
      at(1_000, () -> agentMoves(agent));
    }
    at(10, this::customerCalls);
    while (!events.isEmpty() || !switchboard.nextDeadline().equals(Instant.MAX)) {
      Instant due = switchboard.nextDeadline();
      if (events.isEmpty() || due.isBefore(events.element().at())) {
        // Sometimes late: the next fact must then see the deadline first.
        boolean late =
            !events.isEmpty()
                && chance(50)
                && events.element().at().isBefore(due.plusMillis(MAX_LATENESS_MS));
        now = late ? events.element().at() : due;
        if (!late) {
          done(switchboard.advance(now));
          Auditor.check(switchboard.nextDeadline().isAfter(now), "a deadline stays in the past");
          continue;
        }
      }
      Event event = events.remove();
      now = event.at();
      event.action().run();
    }
    auditor.allIsOver();
    Auditor.check(switchboard.snapshot().remembered() == 0, "ended calls stay in memory");
    metaCalls.forEach((_, call) ->
        Auditor.check(call.over || call.endMayBeLost, "a call goes on at Meta for ever"));
  }

  private void customerCalls() {
    String name = String.valueOf(callsLeft);
    MetaCallId id = Stage.wacid(name);
    MetaCall call = new MetaCall();
    metaCalls.put(id, call);
    boolean stale = chance(2);
    Instant made = stale ? now.minusSeconds(61) : now;
    for (int copies = chance(20) ? 2 : 1; copies > 0; copies--) {
      at(random.nextInt(chance(10) ? 25_000 : 50), () -> connect(name, made));
    }
    at(random.nextInt(120_000), () -> customerHangsUp(id, name));
    callsLeft--;
    if (callsLeft > 0) {
      at(random.nextInt(8_000), this::customerCalls);
    }
  }

  private void connect(String name, Instant made) {
    Step step = switchboard.handle(Stage.connect(name, made), now);
    Auditor.check(
        !call(Stage.wacid(name)).terminateDelivered
            || step.commands().stream().noneMatch(Command.AnswerOffer.class::isInstance),
        "a call rings whose terminate was there before");
    done(step);
  }

  private void customerHangsUp(MetaCallId id, String name) {
    MetaCall call = call(id);
    if (!call.over) {
      call.over = true;
      sendTerminate(name, call.accepted);
    }
  }

  private void sendTerminate(String name, boolean pickedUp) {
    for (int copies = chance(20) ? 3 : 1; copies > 0; copies--) {
      Instant ended = now;
      at(
          random.nextInt(chance(5) ? 20_000 : 100),
          () -> {
            call(Stage.wacid(name)).terminateDelivered = true;
            handle(
                pickedUp ? Stage.pickedUpTerminate(name, ended, 1) : Stage.terminate(name, ended));
          });
    }
  }

  private void signIn(AgentId agent) {
    ConnectionId tab = new ConnectionId(agent + "-" + nextTab++);
    tabs.put(agent, tab);
    handle(new Fact.AgentConnected(agent, tab));
    // Now and then a leg takes longer than any grace: the agent accepts without it.
    int legUpMs = random.nextInt(chance(10) ? 90_000 : 300);
    at(legUpMs, () -> handle(new Fact.AgentLegUp(agent, tab)));
  }

  private void agentMoves(AgentId agent) {
    ConnectionId tab = tabs.get(agent);
    if (tab != null) {
      switch (random.nextInt(12)) {
        case 0, 1 -> {
          handle(new Fact.AgentDisconnected(agent, tab));
          tabs.remove(agent);
          at(random.nextInt(chance(40) ? 120_000 : 4_000), () -> signIn(agent));
        }
        case 2 -> {
          handle(new Fact.AgentLegDown(agent, tab));
          at(random.nextInt(3_000), () -> handle(new Fact.AgentLegUp(agent, tab)));
        }
        case 3 -> handle(new Fact.PresenceSet(agent, tab, Presence.AWAY));
        default -> {}
      }
    }
    if (callsLeft > 0) {
      at(1_000 + random.nextInt(20_000), () -> agentMoves(agent));
    }
  }

  private void handle(Fact fact) {
    auditor.hears(fact);
    done(switchboard.handle(fact, now));
  }

  private void done(Step step) {
    auditor.audit(step, switchboard.snapshot());
    step.commands().forEach(this::carryOut);
  }

  private void carryOut(Command command) {
    switch (command) {
      case Command.AnswerOffer answer -> answerOffer(answer.call());
      case Command.ForGraph asked -> at(random.nextInt(400), () -> graph(asked));
      case Command.Tell tell -> told(tell.connection(), tell.message());
      case Command.ForMedia _ -> {}
    }
  }

  private void answerOffer(CallId call) {
    if (chance(3)) {
      at(random.nextInt(50), () -> handle(new Fact.OfferRefused(call, "no_opus")));
    } else if (!chance(2)) {
      at(
          random.nextInt(chance(10) ? 8_000 : 50),
          () -> handle(new Fact.OfferAnswered(call, Stage.ANSWER)));
      at(random.nextInt(3_000), () -> handle(new Fact.MetaLegConnected(call)));
    }
    if (chance(4)) {
      at(
          random.nextInt(60_000),
          () -> handle(new Fact.MetaLegClosed(call, LegCloseReason.CONSENT_LOST)));
    }
  }

  /// Meta takes or refuses a request; the answer may be lost, whatever it was.
  private void graph(Command.ForGraph asked) {
    MetaCall call = call(asked.metaCall());
    boolean lost = chance(3);
    boolean valid =
        !call.over
            && !chance(3)
            && switch (asked.action()) {
              case PRE_ACCEPT, ACCEPT, REJECT -> !call.accepted;
              case TERMINATE -> call.accepted;
            };
    boolean effective = valid && !(lost && chance(50));
    if (effective) {
      take(asked, call);
    } else if (asked.action() == GraphAction.REJECT || asked.action() == GraphAction.TERMINATE) {
      call.endMayBeLost = true;
    }
    Fact outcome =
        lost
            ? new Fact.GraphUnknown(asked.call(), asked.action())
            : valid
                ? new Fact.GraphSucceeded(asked.call(), asked.action())
                : new Fact.GraphRefused(
                    asked.call(), asked.action(), MetaError.of(chance(50) ? 100 : 131016));
    handle(outcome);
  }

  private void take(Command.ForGraph asked, MetaCall call) {
    switch (asked.action()) {
      case PRE_ACCEPT -> {}
      case ACCEPT -> call.accepted = true;
      case REJECT, TERMINATE -> {
        Auditor.check(!call.over, "two effective ends");
        call.over = true;
        sendTerminate(asked.metaCall().value().substring("wacid.".length()), call.accepted);
      }
    }
  }

  private void told(ConnectionId tab, DeskMessage message) {
    AgentId agent = agentAt(tab);
    if (agent == null) {
      return;
    }
    switch (message) {
      case DeskMessage.CallIncoming incoming -> incoming(agent, tab, incoming.call());
      case DeskMessage.Welcome welcome ->
          welcome.calls().forEach(incoming -> incoming(agent, tab, incoming.call()));
      case DeskMessage.CallConnected connected -> connected(agent, tab, connected.call());
      case DeskMessage.LegAnswer _,
          DeskMessage.LegUp _,
          DeskMessage.LegDown _,
          DeskMessage.LegRefused _,
          DeskMessage.CallWaiting _,
          DeskMessage.CallTaken _,
          DeskMessage.CallCancelled _,
          DeskMessage.CallConnecting _,
          DeskMessage.CallEnded _,
          DeskMessage.PresenceChanged _,
          DeskMessage.Failed _,
          DeskMessage.Pong _ -> {}
    }
  }

  private void incoming(AgentId agent, ConnectionId tab, CallId call) {
    int delay = random.nextInt(12_000);
    int choice = random.nextInt(10);
    if (choice < 6) {
      at(delay, () -> handle(new Fact.AgentAccepted(agent, tab, call)));
    } else if (choice < 9) {
      at(delay, () -> handle(new Fact.AgentDeclined(agent, tab, call)));
    }
    if (chance(5)) {
      at(delay, () -> handle(new Fact.AgentHungUp(agent, tab, call)));
    }
  }

  private void connected(AgentId agent, ConnectionId tab, CallId call) {
    at(random.nextInt(20_000), () -> handle(new Fact.AgentMuted(agent, tab, call, chance(50))));
    at(random.nextInt(40_000), () -> handle(new Fact.AgentHungUp(agent, tab, call)));
  }

  private @Nullable AgentId agentAt(ConnectionId tab) {
    for (Map.Entry<AgentId, ConnectionId> entry : tabs.entrySet()) {
      if (entry.getValue().equals(tab)) {
        return entry.getKey();
      }
    }
    return null;
  }

  private MetaCall call(MetaCallId id) {
    MetaCall call = metaCalls.get(id);
    if (call == null) {
      throw new AssertionError("a request for a call that Meta does not know");
    }
    return call;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private void at(int delayMs, Runnable action) {
    events.add(new Event(now.plus(Duration.ofMillis(delayMs)), nextSequence++, action));
  }
}
