package io.dering.bench.store;

import io.dering.gateway.conductor.CommandSink;
import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.conductor.TurnObserver;
import io.dering.gateway.conductor.WebhookIntake;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
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
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Policy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Customers who call one after the other, each on a number with one agent, who answers and hangs
/// up at once. Each command that is released is answered as Meta, media and the agent's page would.
///
/// A set-up is a whole one: the webhook in the inbox, the call opened, rung, taken, accepted and
/// connected, each durable before the next. The end of each call is stored as well, but not timed.
final class Lanes implements CommandSink, TurnObserver {
  static final AccountId ACCOUNT = new AccountId("bench");
  private static final SessionDescription SDP = new SessionDescription("v=0\r\n".repeat(200));

  private final Map<ChannelId, Lane> byChannel = new HashMap<>();
  private final Map<ConnectionId, Lane> byTab = new HashMap<>();
  private final Map<CallId, Lane> byCall = new HashMap<>();
  private final Histogram setUpNanos = new Histogram(60_000_000_000L, 3);
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Timeline clock;
  private final Conductor conductor;
  private final WebhookIntake intake;
  private final int calls;
  private int begun;
  private int connected;
  private int ended;
  private long lastConnected;

  Lanes(CallStore store, Timeline clock, int lanes, int calls) {
    this.clock = clock;
    this.calls = calls;
    for (int number = 0; number < lanes; number++) {
      Lane lane = new Lane(number);
      byChannel.put(lane.channel, lane);
      byTab.put(lane.tab, lane);
    }
    conductor =
        new Conductor(
            settings(List.copyOf(byChannel.values())),
            new SplittableRandom(1),
            new Conductor.Links(store, this, clock, this));
    intake = new WebhookIntake(store, Map.of(), conductor);
  }

  /// Lets all calls happen. Blocks.
  Outcome run() {
    conductor.start();
    for (Lane lane : byTab.values()) {
      conductor.offer(new Fact.AgentConnected(lane.agent, lane.tab));
      conductor.offer(new Fact.AgentLegUp(lane.agent, lane.tab));
    }
    long began = clock.nanos();
    // Each lane's first call; from then on everything happens on the conductor's thread.
    List<Lane> lanes = List.copyOf(byTab.values());
    int first = Math.min(calls, lanes.size());
    begun = first;
    for (int number = 1; number <= first; number++) {
      lanes.get(number - 1).call(number);
    }
    done.join();
    conductor.stop(Duration.ZERO);
    return new Outcome(connected, (lastConnected - began) / 1e9, setUpNanos);
  }

  /// @param seconds from the first call to the last that connected
  record Outcome(int setUps, double seconds, Histogram setUpNanos) {
    double perSecond() {
      return setUps / seconds;
    }
  }

  @Override
  public void release(Command command) {
    switch (command) {
      case Command.AnswerOffer answer -> {
        Lane lane = lane(byChannel.get(answer.channel()));
        byCall.put(answer.call(), lane);
        conductor.offer(new Fact.OfferAnswered(answer.call(), SDP));
      }
      case Command.ForGraph graph -> {
        conductor.offer(new Fact.GraphSucceeded(graph.call(), graph.action()));
        if (graph.action() == GraphAction.PRE_ACCEPT) {
          conductor.offer(new Fact.MetaLegConnected(graph.call()));
        }
      }
      case Command.CloseMetaLeg close -> lane(byCall.remove(close.call())).over();
      case Command.Tell tell -> told(lane(byTab.get(tell.connection())), tell.message());
      default -> {
        // Media switches; nobody has to answer.
      }
    }
  }

  /// A defect, or a full queue: the figure would be of something else.
  @Override
  public void violated() {
    done.completeExceptionally(new IllegalStateException("The switchboard was wrong."));
  }

  @Override
  public void refused() {
    done.completeExceptionally(new IllegalStateException("A fact was refused: too many lanes."));
  }

  private void told(Lane lane, DeskMessage message) {
    switch (message) {
      case DeskMessage.CallIncoming call ->
          conductor.offer(new Fact.AgentAccepted(lane.agent, lane.tab, call.call()));
      case DeskMessage.CallConnected call -> {
        lastConnected = clock.nanos();
        setUpNanos.recordValue(lastConnected - lane.began);
        connected++;
        conductor.offer(new Fact.AgentHungUp(lane.agent, lane.tab, call.call()));
      }
      case DeskMessage.Failed failed ->
          done.completeExceptionally(new IllegalStateException(failed.code().toString()));
      default -> {
        // Not about a decision of the agent's.
      }
    }
  }

  private static Lane lane(@Nullable Lane lane) {
    if (lane == null) {
      throw new IllegalStateException("A command for nobody here.");
    }
    return lane;
  }

  private static AccountSettings settings(List<Lane> lanes) {
    return new AccountSettings(
        ACCOUNT,
        lanes.stream().map(lane -> new Channel(lane.channel, "Bench", "622150000001")).toList(),
        lanes.stream().map(lane -> new Agent(lane.agent, "Agent", Role.AGENT)).toList(),
        lanes.stream()
            .map(lane ->
                new RingGroup(
                    new RingGroupId(lane.agent.value()),
                    "Bench",
                    lane.channel,
                    RingMode.RING_ALL,
                    List.of(lane.agent)))
            .toList(),
        Policy.DEFAULT);
  }

  /// One number with its agent, and the call that goes on there.
  private final class Lane {
    private final ChannelId channel;
    private final AgentId agent;
    private final ConnectionId tab;
    private MetaCallId metaCall = new MetaCallId("wacid.none");
    private long began;

    Lane(int number) {
      channel = new ChannelId(Long.toString(100_000_000_000_000L + number));
      agent = new AgentId("agent-" + number);
      tab = new ConnectionId("tab-" + number);
    }

    void call(int number) {
      metaCall = new MetaCallId("wacid.bench-" + number);
      began = clock.nanos();
      webhook(
          new Fact.CallOffered(
              metaCall,
              channel,
              new Caller(new PhoneNumber("6281234567890"), null, "Customer"),
              SDP,
              Payloads.NONE,
              clock.instant()));
    }

    /// Meta says so as well, and the next customer calls.
    void over() {
      webhook(
          new Fact.CallTerminated(
              metaCall,
              channel,
              TerminateStatus.COMPLETED,
              new TalkTimes(clock.instant(), clock.instant(), 1),
              List.of(),
              clock.instant()));
      ended++;
      if (begun < calls) {
        call(++begun);
      } else if (ended == begun) {
        done.complete(null);
      }
    }

    private void webhook(Fact.FromMeta fact) {
      CompletableFuture<Boolean> _ =
          intake
              .accept(new byte[2_500], List.of(fact)) // A connect's size, with its SDP.
              .whenComplete((_, failure) -> {
                if (failure != null) {
                  done.completeExceptionally(failure);
                }
              });
    }
  }
}
