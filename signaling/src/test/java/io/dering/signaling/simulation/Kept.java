package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.Caller;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingTurn;
import io.dering.signaling.switchboard.Switchboard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of an account besides its calls, from its records alone: rooms and their aliases,
/// messages, ring groups and their turns, settings of channels. The disk of a process keeps one,
/// and so may an auditor.
///
/// The claims in here are the schema's (one room for an alias, a message once, a room's history
/// without a gap) and one of the product: an alias is never taken from a room that lives on.
final class Kept {
  private final Map<RoomId, Row> rooms = new LinkedHashMap<>();
  private final Map<RoomId, RoomId> mergedInto = new HashMap<>();
  private final List<RoomId> living = new ArrayList<>();
  private final Map<Place, RoomId> byAlias = new HashMap<>();
  private final Set<MessageId> messages = new HashSet<>();
  private final Map<ChannelId, ChannelSettings> channels = new LinkedHashMap<>();
  private final Map<RingGroupId, AgentId> turns = new LinkedHashMap<>();
  private final KeptMoney money = new KeptMoney();
  private final KeptPermissions permissions = new KeptPermissions();
  private @Nullable List<RingGroup> groups;

  private record Place(ChannelId channel, Alias alias) {}

  /// As the columns are: who is assigned and who the customer is come with records of their own.
  private static final class Row {
    private Room kept;
    private Customer customer = new Customer(null, List.of());
    private List<AgentId> agents = List.of();
    private int history;

    private Row(Room kept) {
      this.kept = kept;
    }

    private Room room() {
      RoomState state = kept.state();
      if (state instanceof RoomState.Answered) {
        Claim.that(!agents.isEmpty(), "an answered room is assigned to nobody");
        Claim.that(!kept.archived(), "an answered room is archived");
        state = new RoomState.Answered(agents);
      }
      return new Room(
          kept.id(),
          kept.channel(),
          customer,
          state,
          kept.firstAt(),
          kept.lastAt(),
          kept.wroteAt(),
          kept.events(),
          kept.archived());
    }
  }

  void append(ActivityRecord written) {
    switch (written) {
      case RoomRecord ofRoom -> append(ofRoom);
      case LedgerRecord moved -> money.append(moved);
      case PermissionRecord changed -> permissions.append(changed);
      case RingGroupRecord changed -> groups = changed.groups();
      case ChannelRecord changed -> channels.put(changed.settings().channel(), changed.settings());
      case CallRecord.CallEvent event when event.kind() == CallEventKind.TURN_MOVED -> {
        if (event.detail() != null && event.agent() != null) {
          turns.put(new RingGroupId(event.detail()), event.agent());
        }
      }
      default -> {
        // Calls are kept elsewhere, and the history of agents is for people alone.
      }
    }
  }

  private void append(RoomRecord written) {
    switch (written) {
      case RoomRecord.RoomKept kept -> {
        Row row = rooms.get(kept.room());
        if (row == null) {
          rooms.put(kept.room(), new Row(kept.kept()));
          living.add(kept.room());
        } else {
          row.kept = kept.kept();
        }
      }
      case RoomRecord.CustomerKnown known -> {
        Row row = row(known.room());
        row.customer = known.of().customer();
        byAlias.values().removeIf(known.room()::equals);
        for (Alias alias : row.customer.aliases()) {
          RoomId before = byAlias.put(new Place(row.kept.channel(), alias), known.room());
          Claim.that(
              before == null || mergedInto.containsKey(before),
              "an alias is taken from a room that lives on");
        }
      }
      case RoomRecord.RoomMoved moved -> {
        Row row = row(moved.room());
        Claim.that(moved.place() > row.history, "a place in a room's history is given twice");
        row.history = moved.place();
        row.agents = moved.state().agents();
      }
      case RoomRecord.MessageKept kept -> {
        row(kept.room());
        Claim.that(messages.add(kept.message().id()), "a message is kept twice");
      }
      case RoomRecord.RoomsMerged merged -> {
        row(merged.absorbed()).agents = List.of();
        Claim.that(
            mergedInto.put(merged.absorbed(), merged.room()) == null, "a room is absorbed twice");
        living.remove(merged.absorbed());
        byAlias.replaceAll((_, room) -> room.equals(merged.absorbed()) ? merged.room() : room);
        mergedInto.replaceAll((_, into) -> into.equals(merged.absorbed()) ? merged.room() : into);
      }
      case RoomRecord.MessageReported reported -> row(reported.room());
      case RoomRecord.NoteAdded added -> row(added.room());
      case RoomRecord.LabelsSet set -> row(set.room());
      default -> {
        // Nothing that decides anything.
      }
    }
  }

  private Row row(RoomId room) {
    Row row = rooms.get(room);
    if (row == null || mergedInto.containsKey(room)) {
      throw new AssertionError("a record of a room that is not there");
    }
    return row;
  }

  boolean has(MessageId message) {
    return messages.contains(message);
  }

  /// Those that were not absorbed, the oldest first.
  List<RoomId> rooms() {
    return Collections.unmodifiableList(living);
  }

  /// As they were changed last; empty: never.
  Optional<List<RingGroup>> groups() {
    return Optional.ofNullable(groups);
  }

  /// Who is assigned to somebody who calls (IN-3a).
  List<AgentId> assigned(ChannelId channel, Caller caller) {
    Set<AgentId> assigned = new LinkedHashSet<>();
    for (Alias alias : Customer.of(caller).aliases()) {
      RoomId room = byAlias.get(new Place(channel, alias));
      if (room != null && row(room).kept.state() instanceof RoomState.Answered) {
        assigned.addAll(row(room).agents);
      }
    }
    return List.copyOf(assigned);
  }

  /// What a process is given before it starts, as the gateway's conductor does it.
  void restore(Switchboard fresh) {
    groups().ifPresent(fresh::takeGroups);
    fresh.takeChannels(List.copyOf(channels.values()));
    fresh.takeTurns(
        turns.entrySet().stream()
            .map(turn -> new RingTurn(turn.getKey(), turn.getValue()))
            .toList());
    fresh.takeRooms(
        rooms().stream()
            .map(room -> row(room).room())
            .filter(room -> room.state() instanceof RoomState.Answered)
            .toList());
    fresh.takePermissions(Optional.empty(), permissions.timed());
    fresh.takeLedger(money.snapshot());
  }

  /// What of the store a switchboard wants in memory before a fact.
  void recall(Switchboard board, Recall wanted) {
    board.takeRooms(rooms(wanted));
    List<CustomerPermission> found =
        switch (wanted) {
          case Recall.ByAlias(var channel, var aliases) -> permissions.of(channel, aliases);
          case Recall.ById _ ->
              rooms(wanted).stream()
                  .flatMap(
                      room -> permissions.of(room.channel(), room.customer().aliases()).stream())
                  .distinct()
                  .toList();
        };
    board.takePermissions(Optional.of(wanted), found);
  }

  KeptMoney money() {
    return money;
  }

  List<Room> rooms(Recall wanted) {
    return switch (wanted) {
      case Recall.ByAlias(var channel, var aliases) ->
          aliases.stream()
              .map(alias -> byAlias.get(new Place(channel, alias)))
              .filter(room -> room != null)
              .distinct()
              .map(room -> row(room).room())
              .toList();
      case Recall.ById(var room) -> {
        RoomId living = mergedInto.getOrDefault(room, room);
        yield rooms.containsKey(living) ? List.of(row(living).room()) : List.of();
      }
    };
  }
}
