package io.dering.bench.decisions;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Policy;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One account whose calls ring at all of its agents, one call at a time. Media and Meta do at once
/// what they are told.
final class RingingRoom {
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final SessionDescription SDP = new SessionDescription("v=0\r\n");

  /// Between calls: so long that few of those that ended are still remembered.
  private static final Duration APART = Duration.ofSeconds(10);

  private static final int CUSTOMERS = 1_000;

  private final Switchboard switchboard;
  private final Queue<Command> commands = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-26T10:00:00Z");
  private int number;
  private @Nullable CallId call;

  RingingRoom(int members) {
    List<AgentId> agents = IntStream.range(0, members).mapToObj(index -> agent(index)).toList();
    RingGroup group =
        new RingGroup(new RingGroupId("group_all"), "All", CHANNEL, RingMode.RING_ALL, agents);
    switchboard =
        new Switchboard(
            new AccountSettings(
                new AccountId("bench"),
                List.of(new Channel(CHANNEL, "Bench", "622150000001")),
                agents.stream().map(id -> new Agent(id, "Agent", Role.AGENT)).toList(),
                List.of(group),
                Policy.DEFAULT),
            new SplittableRandom(7));
    for (int index = 0; index < members; index++) {
      handle(new Fact.AgentConnected(agent(index), page(index)));
      handle(new Fact.AgentLegUp(agent(index), page(index)));
    }
  }

  /// A customer calls, and it rings.
  void offer() {
    number++;
    now = now.plus(APART);
    switchboard.advance(now);
    Caller caller = new Caller(null, "user" + number % CUSTOMERS, null);
    handle(new Fact.CallOffered(meta(), CHANNEL, caller, SDP, Payloads.NONE, now));
  }

  Step accept(int index) {
    if (call == null) {
      throw new IllegalStateException("nothing rings");
    }
    return handle(new Fact.AgentAccepted(agent(index), page(index), call));
  }

  /// The customer hangs up.
  Step end() {
    return handle(
        new Fact.CallTerminated(meta(), CHANNEL, TerminateStatus.COMPLETED, null, List.of(), now));
  }

  /// @throws IllegalStateException when nobody talks
  void mustBeTaken() {
    if (switchboard.snapshot().talking() != 1) {
      throw new IllegalStateException("nobody talks: " + switchboard.snapshot());
    }
  }

  private Step handle(Fact fact) {
    Step first = switchboard.handle(fact, now);
    commands.addAll(first.commands());
    for (Command next = commands.poll(); next != null; next = commands.poll()) {
      Fact done = done(next);
      if (done != null) {
        commands.addAll(switchboard.handle(done, now).commands());
      }
    }
    return first;
  }

  private @Nullable Fact done(Command command) {
    return switch (command) {
      case Command.AnswerOffer answer -> {
        call = answer.call();
        yield new Fact.OfferAnswered(answer.call(), SDP);
      }
      case Command.OfMetaCall asked -> new Fact.GraphSucceeded(asked.call(), asked.action());
      default -> null;
    };
  }

  private MetaCallId meta() {
    return new MetaCallId("wacid.claim" + number);
  }

  private static AgentId agent(int index) {
    return new AgentId("agent-" + index);
  }

  private static ConnectionId page(int index) {
    return new ConnectionId("page-" + index);
  }
}
