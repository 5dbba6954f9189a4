package io.dering.gateway.conductor;

import io.dering.gateway.storage.ToldTable.AnsweredHour;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.agent.User;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.room.MissedCall;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingTurn;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import io.dering.signaling.switchboard.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// A board that does what a test tells it.
final class ScriptedBoard implements Board {
  final List<Fact> handled = new ArrayList<>();
  final List<Instant> advanced = new CopyOnWriteArrayList<>();
  volatile Instant deadline = Instant.MAX;
  volatile Instant cutOff = Instant.MAX;
  Function<Fact, Step> script = _ -> Step.NOTHING;
  Supplier<Step> afterFailure = () -> Step.NOTHING;
  int failures;
  int drops;

  @Override
  public void takeLedger(LedgerSnapshot stored) {}

  @Override
  public void takeRateCard(RateCardRecord newest) {}

  @Override
  public Instant nextCutOff() {
    return cutOff;
  }

  @Override
  public Step settleHeld(Instant now) {
    return Step.NOTHING;
  }

  @Override
  public void takeTurns(List<RingTurn> turns) {}

  @Override
  public void takeUsers(List<User> users) {}

  @Override
  public void takeGroups(List<RingGroup> groups) {}

  @Override
  public void takePermissions(Optional<Recall> wanted, List<CustomerPermission> permissions) {}

  @Override
  public void takeMissed(List<MissedCall> calls) {}

  @Override
  public void takeTold(List<ChannelTold> told) {}

  @Override
  public void takeAnswered(List<AnsweredHour> hours) {}

  @Override
  public void takeChannels(List<ChannelSettings> changed) {}

  @Override
  public void takeDevices(List<PushDevices.Owned> stored) {}

  @Override
  public void takeRooms(List<Room> rooms) {}

  @Override
  public Optional<Recall> wants(Fact fact) {
    return Optional.empty();
  }

  @Override
  public Step restore(List<OpenCall> open, List<EndedCall> recentlyEnded, Instant now) {
    return Step.NOTHING;
  }

  @Override
  public Step handle(Fact fact, Instant now) {
    handled.add(fact);
    return script.apply(fact);
  }

  @Override
  public Step advance(Instant now) {
    advanced.add(now);
    deadline = Instant.MAX;
    return Step.NOTHING;
  }

  @Override
  public Step failed() {
    failures++;
    return afterFailure.get();
  }

  @Override
  public Step drop() {
    drops++;
    return Step.NOTHING;
  }

  @Override
  public Instant nextDeadline() {
    return deadline;
  }

  @Override
  public Snapshot snapshot() {
    return new Snapshot(0, 0, 0, 0, 0, Map.of());
  }
}
