package io.dering.signaling.switchboard;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallOutput;
import io.dering.signaling.call.CallState;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.routing.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call in the switchboard's memory: identity, state, whom it is offered to.
final class LiveCall {
  private static final Caller FORGOTTEN = new Caller(null, null, null);
  private static final Target NOBODY = new Target.NoGroup();

  /// @param number which of the call's announcements, from 1
  /// @param devices those that show it, as far as is known
  private record Announced(int number, List<PushDevice> devices) {}

  private final CallId id;
  private final Direction direction;
  private final ChannelId channel;
  private final Set<AgentId> offered = new LinkedHashSet<>();
  private final Set<AgentId> declined = new LinkedHashSet<>();
  private final Set<AgentId> noticed = new LinkedHashSet<>();
  private final Map<AgentId, Announced> pushed = new LinkedHashMap<>();
  private int announcements;
  private List<AgentId> assigned = List.of();
  private Target target = NOBODY;
  private MetaCallId metaCall;
  private Caller caller;
  private Payloads payloads = Payloads.NONE;
  private CallState state;
  private int lastSequence;
  private boolean warned;
  private boolean toned;
  private @Nullable Bill bill;

  LiveCall(CallId id, MetaCallId metaCall, ChannelId channel, Caller caller, CallState state) {
    this(id, metaCall, new Kind(channel, Direction.INBOUND), caller, state);
  }

  private LiveCall(CallId id, MetaCallId metaCall, Kind kind, Caller caller, CallState state) {
    this.id = id;
    this.metaCall = metaCall;
    this.channel = kind.channel();
    this.direction = kind.direction();
    this.caller = caller;
    this.state = state;
  }

  private record Kind(ChannelId channel, Direction direction) {}

  /// A call of the business's, which Meta does not know yet.
  static LiveCall outbound(CallId id, ChannelId channel, Caller customer, CallState state) {
    return new LiveCall(
        id, MetaCallId.pending(id), new Kind(channel, Direction.OUTBOUND), customer, state);
  }

  /// A call of an earlier process that this one ends: nothing is known of its caller.
  static LiveCall endedEarlier(OpenCall open, CallState.Ended state) {
    LiveCall call =
        new LiveCall(
            open.call(),
            open.metaCall(),
            new Kind(open.channel(), open.direction()),
            FORGOTTEN,
            state);
    call.lastSequence = open.lastSequence();
    return call;
  }

  Direction direction() {
    return direction;
  }

  boolean isOutbound() {
    return direction == Direction.OUTBOUND;
  }

  CallId id() {
    return id;
  }

  MetaCallId metaCall() {
    return metaCall;
  }

  /// Meta knows it by this id from here on; changed by [CallBook#place] alone.
  void metaCall(MetaCallId known) {
    metaCall = known;
  }

  ChannelId channel() {
    return channel;
  }

  Caller caller() {
    return caller;
  }

  /// What the button or link carried by which the customer calls (IN-14).
  Payloads payloads() {
    return payloads;
  }

  void payloads(Payloads carried) {
    payloads = carried;
  }

  CallState state() {
    return state;
  }

  void state(CallState next) {
    state = next;
  }

  /// The agents assigned to its customer, for whom it rings whoever else it does (IN-3a).
  List<AgentId> assigned() {
    return assigned;
  }

  void assigned(List<AgentId> agents) {
    assigned = List.copyOf(agents);
  }

  /// Whom else it rings; changed by [CallBook#aim] alone, which keeps the ringing calls in order.
  Target target() {
    return target;
  }

  void target(Target aimed) {
    target = aimed;
  }

  /// The agents on whose pages it rings now.
  Set<AgentId> offered() {
    return offered;
  }

  /// The agents who see it as a notice, for they hold another call (IN-4).
  Set<AgentId> noticed() {
    return noticed;
  }

  /// All agents whose pages show it.
  List<AgentId> shown() {
    List<AgentId> shown = new ArrayList<>(offered);
    shown.addAll(noticed);
    return shown;
  }

  /// It is shown nowhere any more.
  void hidden() {
    offered.clear();
    noticed.clear();
  }

  /// The agents who declined it (IN-6): they are not offered it again.
  Set<AgentId> declined() {
    return declined;
  }

  /// The agents to whom it was announced by push.
  List<AgentId> pushed() {
    return List.copyOf(pushed.keySet());
  }

  boolean wasPushedTo(AgentId agent) {
    return pushed.containsKey(agent);
  }

  /// The agent's devices that show the announcement, as far as is known.
  List<PushDevice> pushed(AgentId agent) {
    Announced announced = pushed.get(agent);
    return announced == null ? List.of() : announced.devices();
  }

  /// Which announcement the agent's devices show, 0 for none.
  int announcement(AgentId agent) {
    Announced announced = pushed.get(agent);
    return announced == null ? 0 : announced.number();
  }

  /// From now on these show it.
  ///
  /// @return which announcement that is, counted from 1 over all agents
  int pushedTo(AgentId agent, List<PushDevice> devices) {
    pushed.put(agent, new Announced(++announcements, List.copyOf(devices)));
    return announcements;
  }

  /// Forgets that it was announced there.
  void pushedNoLonger(AgentId agent) {
    pushed.remove(agent);
  }

  /// That device does not show it, or no longer.
  ///
  /// @return whether it did
  boolean pushLost(AgentId agent, PushDeviceId device) {
    List<PushDevice> left =
        pushed(agent).stream().filter(shown -> !shown.id().equals(device)).toList();
    if (left.size() == pushed(agent).size()) {
      return false;
    }
    pushed.put(agent, new Announced(announcement(agent), left));
    return true;
  }

  /// Whether its agent was told that the money ends, and was not told since that it lasts.
  boolean warned() {
    return warned;
  }

  void warned(boolean told) {
    warned = told;
  }

  /// Whether both sides have heard the tone that goes with the last warning.
  boolean toned() {
    return toned;
  }

  void toned(boolean heard) {
    toned = heard;
  }

  /// What it costs; null for what is free.
  @Nullable Bill bill() {
    return bill;
  }

  void bill(Bill its) {
    bill = its;
  }

  boolean isRinging() {
    return state instanceof CallState.Ringing;
  }

  /// Drops what a tombstone does not need, personal data first.
  void forget() {
    caller = FORGOTTEN;
    payloads = Payloads.NONE;
    hidden();
    declined.clear();
    pushed.clear();
    assigned = List.of();
    target = NOBODY;
  }

  /// Remembers what the call is now, in case the step that turns to it fails.
  Before before() {
    return new Before(state, shown(), lastSequence);
  }

  /// What a call was before a step turned to it.
  record Before(CallState state, List<AgentId> offered, int lastSequence) {}

  /// Is again offered to whom it was, and forgets the events since.
  void backTo(Before before) {
    offered.addAll(before.offered());
    lastSequence = before.lastSequence();
  }

  void placed(Work work) {
    work.write(new CallRecord.CallPlaced(id, work.now(), metaCall));
  }

  void note(Work work, CallEventKind kind, @Nullable AgentId agent, @Nullable String detail) {
    lastSequence++;
    work.write(new CallRecord.CallEvent(id, work.now(), lastSequence, kind, agent, detail));
  }

  /// @param chargeMinor what it has cost; what is corrected later is corrected in the row, too
  void close(Work work, CallOutput.Close end, long chargeMinor) {
    MetaError error = end.error();
    work.write(
        new CallRecord.CallClosed(
            id,
            work.now(),
            end.status(),
            end.reason(),
            end.agent(),
            end.spans().ringMs(),
            end.spans().talkMs(),
            chargeMinor,
            error == null ? null : error.code(),
            error == null ? null : error.subcode()));
  }
}
