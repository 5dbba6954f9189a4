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
import io.dering.signaling.switchboard.Switchboard;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the conductor needs of a switchboard; tests put a scripted one in its place.
interface Board {
  /// Before `restore`: where the round-robin groups stood.
  void takeTurns(List<RingTurn> turns);

  /// Before the ring groups: the account's people as they were changed last.
  void takeUsers(List<User> users);

  /// Before `restore`: the ring groups as they were changed last.
  void takeGroups(List<RingGroup> groups);

  /// Before `restore`: call settings of channels as they were changed last.
  void takeChannels(List<ChannelSettings> changed);

  /// Before `restore`: browsers that take pushes.
  void takeDevices(List<PushDevices.Owned> stored);

  /// Before `restore`: what was told of the channels and holds.
  void takeTold(List<ChannelTold> told);

  /// Before `restore`: how many of the channels' calls were answered.
  void takeAnswered(List<AnsweredHour> hours);

  /// Before `restore` the answered rooms, later what was wanted.
  void takeRooms(List<Room> rooms);

  /// Before `restore` the permissions that time changes, later what was wanted.
  void takePermissions(Optional<Recall> wanted, List<CustomerPermission> permissions);

  /// Before `restore`: the voice balance.
  void takeLedger(LedgerSnapshot stored);

  /// Before `restore`: the prices that were imported last.
  void takeRateCard(RateCardRecord newest);

  /// Before `restore`: calls that nobody answered lately, the oldest first.
  void takeMissed(List<MissedCall> calls);

  /// What of the store this fact needs first.
  Optional<Recall> wants(Fact fact);

  Step restore(List<OpenCall> open, List<EndedCall> recentlyEnded, Instant now);

  Step handle(Fact fact, Instant now);

  Step advance(Instant now);

  /// After `handle` or `advance` threw: ends the call that it was about.
  Step failed();

  /// After `failed` threw: forgets that call.
  Step drop();

  Instant nextDeadline();

  /// The earliest moment at which a call must end for want of money, whatever keeps us waiting.
  Instant nextCutOff();

  /// Where the process stops and nobody will hear Meta's word any more: what is held for calls that
  /// ended is paid by what was seen.
  Step settleHeld(Instant now);

  Snapshot snapshot();

  static Board of(Switchboard switchboard) {
    return new Real(switchboard);
  }

  /// The switchboard itself.
  record Real(Switchboard switchboard) implements Board {
    @Override
    public void takeTurns(List<RingTurn> turns) {
      switchboard.takeTurns(turns);
    }

    @Override
    public void takeUsers(List<User> users) {
      switchboard.takeUsers(users);
    }

    @Override
    public void takeGroups(List<RingGroup> groups) {
      switchboard.takeGroups(groups);
    }

    @Override
    public void takeChannels(List<ChannelSettings> changed) {
      switchboard.takeChannels(changed);
    }

    @Override
    public void takeDevices(List<PushDevices.Owned> stored) {
      switchboard.takeDevices(stored);
    }

    @Override
    public void takeTold(List<ChannelTold> told) {
      switchboard.takeTold(told);
    }

    @Override
    public void takeAnswered(List<AnsweredHour> hours) {
      hours.forEach(hour -> switchboard.takeAnswered(hour.channel(), hour.hour(), hour.share()));
    }

    @Override
    public void takeRooms(List<Room> rooms) {
      switchboard.takeRooms(rooms);
    }

    @Override
    public void takePermissions(Optional<Recall> wanted, List<CustomerPermission> permissions) {
      switchboard.takePermissions(wanted, permissions);
    }

    @Override
    public void takeLedger(LedgerSnapshot stored) {
      switchboard.takeLedger(stored);
    }

    @Override
    public void takeRateCard(RateCardRecord newest) {
      switchboard.takeRateCard(newest.card(), newest.version());
    }

    @Override
    public Step settleHeld(Instant now) {
      return switchboard.settleHeld(now);
    }

    @Override
    public Instant nextCutOff() {
      return switchboard.nextCutOff();
    }

    @Override
    public void takeMissed(List<MissedCall> calls) {
      switchboard.takeMissed(calls);
    }

    @Override
    public Optional<Recall> wants(Fact fact) {
      return switchboard.wants(fact);
    }

    @Override
    public Step restore(List<OpenCall> open, List<EndedCall> recentlyEnded, Instant now) {
      return switchboard.restore(open, recentlyEnded, now);
    }

    @Override
    public Step handle(Fact fact, Instant now) {
      return switchboard.handle(fact, now);
    }

    @Override
    public Step advance(Instant now) {
      return switchboard.advance(now);
    }

    @Override
    public Step failed() {
      return switchboard.failed();
    }

    @Override
    public Step drop() {
      return switchboard.drop();
    }

    @Override
    public Instant nextDeadline() {
      return switchboard.nextDeadline();
    }

    @Override
    public Snapshot snapshot() {
      return switchboard.snapshot();
    }
  }
}
