package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.Caller;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.AccountSettings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// IN-3 and IN-4, from the records alone: a call rings for the agents of its customer's room and
/// for nobody else, unless there is none or all of them talk; then for members of a group of its
/// channel. RG-3: a round-robin call rings for one member at a time. And nobody is offered a call
/// while on another one, or one that was declined.
///
/// Not here: whose turn it is, since that hangs on who was online at the moment.
final class RightPeople implements Auditor {
  private final Map<AccountId, Line> lines = new HashMap<>();
  private final Map<CallId, Call> calls = new HashMap<>();

  private static final class Line {
    private final AccountSettings settings;
    private final Kept kept = new Kept();
    private final Map<AgentId, CallId> onCall = new HashMap<>();

    private Line(AccountSettings settings) {
      this.settings = settings;
    }

    private List<RingGroup> groups(ChannelId channel) {
      return kept.groups().orElse(settings.ringGroups()).stream()
          .filter(group -> group.channel().equals(channel))
          .toList();
    }

    private boolean overflows(ChannelId channel) {
      return settings.channels().stream()
          .filter(one -> one.id().equals(channel))
          .map(Channel::overflowAfter)
          .anyMatch(after -> after.isPositive());
    }

    private Set<AgentId> everyone() {
      Set<AgentId> everyone = new HashSet<>();
      settings.agents().forEach(agent -> everyone.add(agent.id()));
      return everyone;
    }
  }

  private static final class Call {
    private final ChannelId channel;
    private final Caller caller;
    private List<AgentId> assigned = List.of();
    private boolean assignedKnown;
    private Set<AgentId> others = Set.of();
    private boolean oneAtATime;
    private final Set<AgentId> offered = new HashSet<>();
    private final Set<AgentId> declined = new HashSet<>();

    private Call(ChannelId channel, Caller caller) {
      this.channel = channel;
      this.caller = caller;
    }
  }

  RightPeople(List<AccountSettings> accounts) {
    accounts.forEach(settings -> lines.put(settings.account(), new Line(settings)));
  }

  @Override
  public void kept(AccountId account, ActivityRecord written, Instant at) {
    Line line = line(account);
    line.kept.append(written);
    switch (written) {
      case CallRecord.CallOpened opened ->
          calls.put(opened.call(), new Call(opened.channel(), opened.customer()));
      case CallRecord.CallEvent event -> noted(line, event, call(event.call()));
      case CallRecord.CallClosed closed -> {
        calls.remove(closed.call());
        line.onCall.values().removeIf(closed.call()::equals);
      }
      default -> {
        // Kept above.
      }
    }
  }

  private static void noted(Line line, CallRecord.CallEvent event, @Nullable Call call) {
    AgentId agent = event.agent();
    if (call == null) {
      return; // Meta's own terminate comes after the end.
    }
    if (event.kind() == CallEventKind.ROUTED) {
      routed(line, call, String.valueOf(event.detail()));
    } else if (agent != null) {
      switch (event.kind()) {
        case OFFERED_TO_AGENT -> offered(line, call, agent);
        case OFFER_WITHDRAWN -> call.offered.remove(agent);
        case DECLINED -> {
          call.offered.remove(agent);
          call.declined.add(agent);
        }
        case TAKEN, CALLING -> line.onCall.put(agent, event.call());
        default -> {
          // Not about whom it rings for.
        }
      }
    }
  }

  private static void routed(Line line, Call call, String detail) {
    String[] words = detail.split(" ", 2);
    if (!call.assignedKnown) {
      call.assigned = line.kept.assigned(call.channel, call.caller);
      call.assignedKnown = true;
    }
    call.oneAtATime = words[0].equals("round_robin");
    switch (words[0]) {
      case "assigned" -> {
        Claim.that(!call.assigned.isEmpty(), "kept for assigned agents, of whom there is none");
        call.others = Set.of();
      }
      case "ring_all", "round_robin" -> {
        othersMayBeAsked(line, call);
        RingMode mode = call.oneAtATime ? RingMode.ROUND_ROBIN : RingMode.RING_ALL;
        call.others =
            line.groups(call.channel).stream()
                .filter(group -> group.id().value().equals(words[1]) && group.mode() == mode)
                .findFirst()
                .map(group -> Set.copyOf(group.members()))
                .orElseThrow(() -> new AssertionError("routed to a group that is not there"));
      }
      case "everyone" -> {
        othersMayBeAsked(line, call);
        Claim.that(line.groups(call.channel).isEmpty(), "everyone rings beside a group");
        call.others = line.everyone();
      }
      default -> call.others = Set.of();
    }
  }

  private static void othersMayBeAsked(Line line, Call call) {
    Claim.that(
        line.overflows(call.channel) || line.onCall.keySet().containsAll(call.assigned),
        "others ring although an assigned agent does not talk");
  }

  private static void offered(Line line, Call call, AgentId agent) {
    boolean own = call.assigned.contains(agent);
    Claim.that(own || call.others.contains(agent), "rings for somebody whom it is not for");
    Claim.that(!line.onCall.containsKey(agent), "rings for somebody who talks");
    Claim.that(!call.declined.contains(agent), "rings again after a decline");
    if (call.oneAtATime && !own) {
      Claim.that(
          call.offered.stream().allMatch(call.assigned::contains),
          "a round-robin call rings for two members");
    }
    call.offered.add(agent);
  }

  private Line line(AccountId account) {
    Line line = lines.get(account);
    if (line == null) {
      throw new AssertionError("a record of an account that is none");
    }
    return line;
  }

  private @Nullable Call call(CallId id) {
    return calls.get(id);
  }
}
