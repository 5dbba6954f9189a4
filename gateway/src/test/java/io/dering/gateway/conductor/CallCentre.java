package io.dering.gateway.conductor;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.Place;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// One small account on a real store, with a clock that the test moves.
final class CallCentre implements AutoCloseable, TurnObserver {
  static final AccountId ACCOUNT = new AccountId("demo");
  static final ChannelId CHANNEL = new ChannelId("100000000000001");
  static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  static final AgentId AYU = new AgentId("ayu");
  static final ConnectionId TAB = new ConnectionId("tab-1");

  final AtomicLong nanos = new AtomicLong();
  final Timeline clock;
  final CallStore store;
  final List<Command> released = new CopyOnWriteArrayList<>();
  final List<CallRecord> stored = new CopyOnWriteArrayList<>();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger violated = new AtomicInteger();

  CallCentre(Path folder, Instant start) {
    this(new Place.Folder(folder), start);
  }

  CallCentre(Place place, Instant start) {
    clock = new Timeline(InstantSource.fixed(start), nanos::get);
    store = CallStore.open(place, Duration.ofDays(7), clock);
  }

  static AccountSettings settings() {
    return new AccountSettings(
        ACCOUNT,
        List.of(new Channel(CHANNEL, "Demo", "622150000001")),
        List.of(new Agent(AYU, "Ayu", Role.AGENT)),
        List.of(
            new RingGroup(
                new RingGroupId("front"), "Front desk", CHANNEL, RingMode.RING_ALL, List.of(AYU))),
        Policy.DEFAULT);
  }

  Conductor.Links links(CommandSink sink) {
    return new Conductor.Links(store, sink, clock, this);
  }

  Conductor conductor() {
    return conductor(released::add);
  }

  Conductor conductor(CommandSink sink) {
    return new Conductor(
        settings(), new SplittableRandom(clock.instant().toEpochMilli()), links(sink));
  }

  WebhookIntake inbox(Conductor conductor) {
    return new WebhookIntake(store, Map.of(CHANNEL, conductor), conductor);
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /// Puts the only agent's page there, so that calls ring.
  static void agentComes(Conductor conductor) {
    conductor.offer(new Fact.AgentConnected(AYU, TAB));
    conductor.offer(new Fact.AgentLegUp(AYU, TAB));
  }

  Fact.CallOffered offered(int number) {
    return new Fact.CallOffered(
        new MetaCallId("wacid." + number),
        CHANNEL,
        new Caller(new PhoneNumber("6281234567890"), null, "Wati"),
        new SessionDescription("v=0"),
        Payloads.NONE,
        clock.instant());
  }

  List<String> releasedNames() {
    return new ArrayList<>(released.stream().map(c -> c.getClass().getSimpleName()).toList());
  }

  @Override
  public void stored(List<ActivityRecord> records) {
    records.stream()
        .filter(CallRecord.class::isInstance)
        .map(CallRecord.class::cast)
        .forEach(stored::add);
  }

  @Override
  public void refused() {
    refused.incrementAndGet();
  }

  @Override
  public void violated() {
    violated.incrementAndGet();
  }

  @Override
  public void close() {
    store.close();
  }
}
