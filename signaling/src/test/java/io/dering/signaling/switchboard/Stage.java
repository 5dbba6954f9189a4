package io.dering.signaling.switchboard;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.Assignments;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// One account on stage: three agents, one channel, a clock that only the test moves. Everything
/// that the switchboard says is collected until it is taken.
public final class Stage {
  public static final ChannelId CHANNEL = new ChannelId("900000000000202");
  public static final AgentId AYU = new AgentId("ayu");
  public static final AgentId BUDI = new AgentId("budi");
  public static final AgentId CITRA = new AgentId("citra");
  public static final AgentId DEWI = new AgentId("dewi");
  public static final SessionDescription OFFER = new SessionDescription("v=0 offer");
  public static final SessionDescription ANSWER = new SessionDescription("v=0 answer");
  public static final Instant START = Instant.parse("2026-10-05T08:00:00Z");

  private final List<Step> steps = new ArrayList<>();
  private final Switchboard switchboard;
  private Instant now = START;
  private int confirmed;

  public Stage() {
    this(settings());
  }

  public Stage(AccountSettings settings) {
    switchboard = new Switchboard(settings, new SplittableRandom(7));
  }

  public Stage(AccountSettings settings, Assignments assignments) {
    switchboard = new Switchboard(settings, new SplittableRandom(7), assignments);
  }

  public static AccountSettings settings() {
    return settings(group("front-desk", RingMode.RING_ALL, AYU, BUDI, CITRA));
  }

  /// The same account with other ring groups.
  public static AccountSettings settings(RingGroup... groups) {
    return new AccountSettings(
        new AccountId("demo"),
        List.of(
            new Channel(CHANNEL, "Front", "442079460123"),
            new Channel(new ChannelId("1"), "Nobody rings here", "442079460124")),
        List.of(
            new Agent(AYU, "Ayu", Role.AGENT),
            new Agent(BUDI, "Budi", Role.AGENT),
            new Agent(CITRA, "Citra", Role.AGENT),
            new Agent(new AgentId("dewi"), "Dewi", Role.SUPERVISOR)),
        List.of(groups),
        Policy.DEFAULT);
  }

  /// A group of the channel on stage.
  public static RingGroup group(String id, RingMode mode, AgentId... members) {
    return new RingGroup(new RingGroupId(id), id, CHANNEL, mode, List.of(members));
  }

  public static ConnectionId tab(AgentId agent) {
    return new ConnectionId(agent.value() + "-tab");
  }

  public static MetaCallId wacid(String name) {
    return new MetaCallId("wacid." + name);
  }

  public Instant now() {
    return now;
  }

  public Switchboard switchboard() {
    return switchboard;
  }

  public Stage handle(Fact fact) {
    steps.add(switchboard.handle(fact, now));
    return this;
  }

  /// What the conductor does first.
  public Stage start() {
    steps.add(switchboard.restore(List.of(), List.of(), now));
    return this;
  }

  /// What the conductor does first, after a crash.
  public Stage restore(List<OpenCall> open) {
    steps.add(switchboard.restore(open, List.of(), now));
    return this;
  }

  /// The store has what was held so far.
  public Stage confirmMinutes() {
    List<Command.ConfirmMinute> said = commands(Command.ConfirmMinute.class);
    for (Command.ConfirmMinute minute : said.subList(confirmed, said.size())) {
      steps.add(switchboard.handle(new Fact.MinuteStored(minute.call(), minute.minute()), now));
    }
    confirmed = said.size();
    return this;
  }

  public Stage pass(Duration time) {
    now = now.plus(time);
    steps.add(switchboard.advance(now));
    return this;
  }

  /// Time passes, and nobody has looked yet what is due.
  public Stage later(long seconds) {
    now = now.plusSeconds(seconds);
    return this;
  }

  /// What the conductor does after a defect.
  public Stage failed() {
    steps.add(switchboard.failed());
    return this;
  }

  /// What the conductor does after a defect within the ending.
  public Stage dropped() {
    steps.add(switchboard.drop());
    return this;
  }

  public Stage passSeconds(long seconds) {
    return pass(Duration.ofSeconds(seconds));
  }

  public Stage signIn(AgentId agent) {
    handle(new Fact.AgentConnected(agent, tab(agent)));
    return handle(new Fact.AgentLegUp(agent, tab(agent)));
  }

  /// A call arrives; its id.
  public CallId call(String name) {
    handle(connect(name, now));
    return records(CallRecord.CallOpened.class).toList().getLast().call();
  }

  /// A call arrives and is answered by media.
  public CallId ringingCall(String name) {
    CallId call = call(name);
    handle(new Fact.OfferAnswered(call, ANSWER));
    handle(new Fact.GraphSucceeded(call, GraphAction.PRE_ACCEPT));
    return call;
  }

  /// A call that this agent talks on.
  public CallId talkingCall(String name, AgentId agent) {
    CallId call = ringingCall(name);
    handle(new Fact.MetaLegConnected(call));
    accept(agent, call);
    handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    return call;
  }

  public Stage accept(AgentId agent, CallId call) {
    return handle(new Fact.AgentAccepted(agent, tab(agent), call));
  }

  public Stage hangUp(AgentId agent, CallId call) {
    return handle(new Fact.AgentHungUp(agent, tab(agent), call));
  }

  public Stage decline(AgentId agent, CallId call) {
    return handle(new Fact.AgentDeclined(agent, tab(agent), call));
  }

  /// A browser of the agent that takes pushes.
  public static PushDevice device(AgentId agent, String name) {
    String id = "push_" + agent.value() + "-" + name;
    return new PushDevice(new PushDeviceId(id), "https://push.example/" + id, "key", "secret");
  }

  public Stage subscribe(AgentId agent, String name) {
    return handle(
        new Fact.Requested(
            new RequestId(0), new PushRequest.AddDevice(agent, device(agent, name))));
  }

  /// The push service of that device refuses the first push of that call.
  public Stage pushRefused(CallId call, AgentId agent, String name, boolean gone) {
    return handle(new Fact.PushRefused(call, agent, device(agent, name).id(), 1, gone));
  }

  public Stage leave(AgentId agent) {
    return handle(new Fact.AgentDisconnected(agent, tab(agent)));
  }

  public static Fact.CallOffered connect(String name, Instant metaTime) {
    return new Fact.CallOffered(
        wacid(name),
        CHANNEL,
        new Caller(new PhoneNumber("447700900456"), "GB.20000000000000000456", "Ada"),
        OFFER,
        Payloads.NONE,
        metaTime);
  }

  public static Fact.CallTerminated terminate(String name, Instant metaTime) {
    return new Fact.CallTerminated(
        wacid(name), CHANNEL, TerminateStatus.COMPLETED, null, List.of(), metaTime);
  }

  public static Fact.CallTerminated pickedUpTerminate(String name, Instant metaTime, long talk) {
    return new Fact.CallTerminated(
        wacid(name),
        CHANNEL,
        TerminateStatus.COMPLETED,
        new TalkTimes(metaTime.minusSeconds(talk), metaTime, talk),
        List.of(),
        metaTime);
  }

  public static Fact.GraphRefused refused(CallId call, GraphAction action, int code) {
    return new Fact.GraphRefused(call, action, MetaError.of(code));
  }

  /// Forgets what was said so far.
  public Stage clear() {
    steps.clear();
    return this;
  }

  public Stream<Command> commands() {
    return steps.stream().flatMap(step -> step.commands().stream());
  }

  public <C extends Command> List<C> commands(Class<C> kind) {
    return commands().filter(kind::isInstance).map(kind::cast).toList();
  }

  public <R extends ActivityRecord> Stream<R> records(Class<R> kind) {
    return steps.stream()
        .flatMap(step -> step.records().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /// The closing of a call; exactly one.
  public CallRecord.CallClosed closed(CallId call) {
    List<CallRecord.CallClosed> closed =
        records(CallRecord.CallClosed.class).filter(c -> c.call().equals(call)).toList();
    if (closed.size() != 1) {
      throw new AssertionError(closed.size() + " closings of one call");
    }
    return closed.getFirst();
  }

  /// The agents on whose first tab that call began to ring, as far as was said.
  public List<AgentId> rung(CallId call) {
    return Stream.of(AYU, BUDI, CITRA, DEWI)
        .filter(agent ->
            told(agent).stream()
                .anyMatch(m -> m instanceof DeskMessage.CallIncoming i && i.call().equals(call)))
        .toList();
  }

  /// What that tab was told, in order.
  public List<DeskMessage> told(ConnectionId tab) {
    return commands(Command.Tell.class).stream()
        .filter(tell -> tell.connection().equals(tab))
        .map(Command.Tell::message)
        .toList();
  }

  public List<DeskMessage> told(AgentId agent) {
    return told(tab(agent));
  }

  /// What was asked of Meta, in order.
  public List<GraphAction> asked() {
    return commands(Command.ForGraph.class).stream().map(Command.ForGraph::action).toList();
  }
}
