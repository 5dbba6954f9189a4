package io.dering.signaling.switchboard;

import io.dering.signaling.call.CallState;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.Target;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All calls in memory by both ids, the ringing ones by group, and tombstones of Meta ids that have
/// no call here.
final class CallBook {
  /// More remembers more strange ids in a flood of terminates; each costs some 500 bytes. The
  /// oldest goes first.
  static final int MAX_TOMBSTONES = 100_000;

  private final Map<CallId, LiveCall> calls = new HashMap<>();
  private final Map<MetaCallId, LiveCall> byMetaCall = new HashMap<>();
  private final Map<RingGroupId, Set<LiveCall>> ringing = new HashMap<>();
  private final Map<AgentId, Set<LiveCall>> assigned = new HashMap<>();
  private final Set<LiveCall> everywhere = new LinkedHashSet<>();
  private final Set<LiveCall> waiting = new LinkedHashSet<>();
  private final LinkedHashMap<MetaCallId, Tombstone> tombstones = new LinkedHashMap<>();
  private final Deadlines deadlines;

  /// When the money of those who talk ends, apart: it is asked for while the store is waited for.
  private final Deadlines cutOffs = new Deadlines();

  private final int[] counts = new int[Phase.values().length];

  CallBook(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /// What is known of a Meta id without a call.
  sealed interface Tombstone {
    /// Its terminate came before its connect (Meta reference 1.7).
    record EndedBeforeOffer(Fact.CallTerminated end) implements Tombstone {}

    /// Logged and closed by an earlier process.
    record Closed() implements Tombstone {}
  }

  Optional<LiveCall> find(CallId call) {
    return Optional.ofNullable(calls.get(call));
  }

  Optional<LiveCall> find(MetaCallId metaCall) {
    return Optional.ofNullable(byMetaCall.get(metaCall));
  }

  void add(LiveCall call) {
    calls.put(call.id(), call);
    byMetaCall.put(call.metaCall(), call);
    enter(call.state());
  }

  /// Meta knows a call of the business's by this id from here on.
  void place(LiveCall call, MetaCallId metaCall) {
    byMetaCall.remove(call.metaCall());
    call.metaCall(metaCall);
    byMetaCall.put(metaCall, call);
  }

  /// Follows a call into its next state: figures, ringing index, deadline.
  void move(LiveCall call, CallState next) {
    CallState before = call.state();
    if (before instanceof CallState.Ringing && !(next instanceof CallState.Ringing)) {
      unlist(call);
    }
    if (next instanceof CallState.Ringing && !(before instanceof CallState.Ringing)) {
      list(call);
    }
    leave(before);
    enter(next);
    call.state(next);
    Deadlines.Key due = new Deadlines.Key.CallDue(call.id());
    deadlines.set(due, next.deadline());
    cutOffs.set(due, next instanceof CallState.Talking talking ? talking.paidUntil() : Instant.MAX);
  }

  /// The earliest moment at which a call's money is spent, `Instant.MAX` if none. Cost: O(log n).
  Instant nextCutOff() {
    return cutOffs.next();
  }

  void remove(LiveCall call) {
    calls.remove(call.id());
    byMetaCall.remove(call.metaCall());
    cutOffs.clear(new Deadlines.Key.CallDue(call.id()));
    leave(call.state());
  }

  /// Removes a call whatever state it is in, and takes no webhook of Meta's for a new one.
  void drop(LiveCall call, Instant remembered) {
    unlist(call);
    remove(call);
    deadlines.clear(new Deadlines.Key.CallDue(call.id()));
    bury(call.metaCall(), new Tombstone.Closed(), remembered);
  }

  /// From here on the call rings somebody else.
  void aim(LiveCall call, Target target) {
    boolean moves = call.isRinging() && !call.target().group().equals(target.group());
    if (moves) {
      call.target().group().ifPresent(group -> at(ringing, group.id()).remove(call));
    }
    call.target(target);
    if (call.isRinging()) {
      list(call);
    }
  }

  /// The calls that ring for the agent, or would if that one were free: those of the agent's own
  /// customers, of the agent's group, and of everyone; each kind oldest first.
  List<LiveCall> ringing(AgentId agent, Optional<RingGroup> group) {
    Set<LiveCall> calls = new LinkedHashSet<>(assigned.getOrDefault(agent, Set.of()));
    group.ifPresent(g -> calls.addAll(ringing.getOrDefault(g.id(), Set.of())));
    calls.addAll(everywhere);
    return List.copyOf(calls);
  }

  /// The calls that ring, oldest first.
  Set<LiveCall> waiting() {
    return Collections.unmodifiableSet(waiting);
  }

  Optional<Tombstone> tombstone(MetaCallId metaCall) {
    return Optional.ofNullable(tombstones.get(metaCall));
  }

  /// Keeps the first tombstone of an id until then.
  void bury(MetaCallId metaCall, Tombstone tombstone, Instant until) {
    if (tombstones.putIfAbsent(metaCall, tombstone) != null) {
      return;
    }
    deadlines.set(new Deadlines.Key.TombstoneDue(metaCall), until);
    if (tombstones.size() > MAX_TOMBSTONES) {
      forget(tombstones.firstEntry().getKey());
    }
  }

  void forget(MetaCallId metaCall) {
    tombstones.remove(metaCall);
    deadlines.clear(new Deadlines.Key.TombstoneDue(metaCall));
  }

  /// Those that are not over.
  int open() {
    int open = 0;
    for (int count : counts) {
      open += count;
    }
    return open - count(Phase.ENDED);
  }

  int count(Phase phase) {
    return counts[phase.index];
  }

  int remembered() {
    return count(Phase.ENDED) + tombstones.size();
  }

  private void list(LiveCall call) {
    waiting.add(call);
    call.target().group().ifPresent(group -> at(ringing, group.id()).add(call));
    call.assigned().forEach(agent -> at(assigned, agent).add(call));
    if (call.target() instanceof Target.Everyone) {
      everywhere.add(call);
    }
  }

  private void unlist(LiveCall call) {
    waiting.remove(call);
    call.target().group().ifPresent(group -> at(ringing, group.id()).remove(call));
    call.assigned().forEach(agent -> at(assigned, agent).remove(call));
    everywhere.remove(call);
    deadlines.clear(new Deadlines.Key.HuntDue(call.id()));
    deadlines.clear(new Deadlines.Key.OverflowDue(call.id()));
  }

  private static <K> Set<LiveCall> at(Map<K, Set<LiveCall>> index, K key) {
    return index.computeIfAbsent(key, _ -> new LinkedHashSet<>());
  }

  private void enter(CallState state) {
    counts[Phase.of(state).index]++;
  }

  private void leave(CallState state) {
    counts[Phase.of(state).index]--;
  }

  /// The kind of a state, for figures.
  enum Phase {
    OFFERED(0),
    RINGING(1),
    CONNECTING(2),
    TALKING(3),
    ENDED(4),
    /// The business calls, the customer has not answered.
    CALLING(5);

    private final int index;

    Phase(int index) {
      this.index = index;
    }

    static Phase of(CallState state) {
      return switch (state) {
        case CallState.Offered _ -> OFFERED;
        case CallState.Ringing _ -> RINGING;
        case CallState.Connecting _ -> CONNECTING;
        case CallState.Calling _ -> CALLING;
        case CallState.Talking _ -> TALKING;
        case CallState.Ended _ -> ENDED;
      };
    }
  }
}
