package io.dering.signaling.room;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.routing.Assignments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// An account's rooms in memory, found by id and by each alias of their customers: every answered
/// one, which routing asks for, and of the others those that something happened to last. The rest
/// is in the store: [#unknown] says what to bring from there, [#remember] takes it. Owned by the
/// switchboard's thread.
public final class Rooms implements Assignments {
  /// Rooms that are not answered; each costs about a kilobyte. It must be more than one turn of the
  /// conductor can touch, so that what is forgotten is on the disk.
  static final int MAX_IDLE = 10_000;

  /// Rooms that are answered at a time: some 100 MB. More than people can answer, so that a backend
  /// that never resolves one is told.
  public static final int MAX_ANSWERED = 100_000;

  private final Map<RoomId, Room> answered = new HashMap<>();
  private final SequencedMap<RoomId, Room> idle = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Place, RoomId> byAlias = new HashMap<>();
  private final SequencedMap<RoomId, RoomId> absorbed = new LinkedHashMap<>();
  private final Map<AgentId, Integer> handled = new HashMap<>();

  private record Place(ChannelId channel, Alias alias) {}

  /// Two rooms of one customer, or one: what was found for somebody who writes or calls.
  ///
  /// @param room as it is from now on
  /// @param absorbed rooms that are part of it from now on
  /// @param learned whether it has aliases that it had not, or another name
  public record Met(Room room, List<Room> absorbed, boolean learned) {
    public Met {
      absorbed = List.copyOf(absorbed);
    }
  }

  /// Aliases of which no room is known here, although the store may have one.
  public List<Alias> unknown(ChannelId channel, Customer customer) {
    return customer.aliases().stream()
        .filter(alias -> !byAlias.containsKey(new Place(channel, alias)))
        .toList();
  }

  /// Whether the room is in memory, or was and is part of another one now.
  public boolean has(RoomId id) {
    return answered.containsKey(id) || idle.containsKey(id) || absorbed.containsKey(id);
  }

  /// What the store has of a room; without effect where memory is newer.
  public void remember(Room room) {
    if (!has(room.id())) {
      put(room);
    }
  }

  /// The room of that id, or the one that it is part of now.
  public Optional<Room> find(RoomId id) {
    RoomId kept = absorbed.getOrDefault(id, id);
    return Optional.ofNullable(answered.get(kept)).or(() -> Optional.ofNullable(idle.get(kept)));
  }

  /// The rooms of that channel that any alias of the customer leads to, in the order of the
  /// aliases.
  public List<Room> of(ChannelId channel, Customer customer) {
    Set<RoomId> ids = new LinkedHashSet<>();
    for (Alias alias : customer.aliases()) {
      RoomId id = byAlias.get(new Place(channel, alias));
      if (id != null) {
        ids.add(id);
      }
    }
    return ids.stream().flatMap(id -> find(id).stream()).toList();
  }

  /// IN-3a. Should two rooms turn out to be of one caller, the agents of both are assigned.
  @Override
  public List<AgentId> of(ChannelId channel, Caller customer) {
    return of(channel, Customer.of(customer)).stream()
        .flatMap(room -> room.state().agents().stream())
        .distinct()
        .toList();
  }

  /// Brings together the rooms of somebody who was seen, with the new aliases; empty without a
  /// room. Two rooms of one customer become the older of them.
  public Optional<Met> meet(ChannelId channel, Customer seen) {
    List<Room> found = new ArrayList<>(of(channel, seen));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    found.sort(Room.OLDEST_FIRST);
    Room room = found.removeFirst();
    Customer before = room.customer();
    for (Room other : found) {
      room = room.absorbing(other);
      forget(other);
      absorbed.put(other.id(), room.id());
      if (absorbed.size() > MAX_IDLE) {
        absorbed.pollFirstEntry();
      }
    }
    room = room.with(room.customer().and(seen));
    put(room);
    return Optional.of(new Met(room, found, !room.customer().equals(before)));
  }

  /// The room as it is from now on, new or known.
  public void put(Room room) {
    find(room.id()).ifPresent(this::forget);
    if (room.state() instanceof RoomState.Answered) {
      answered.put(room.id(), room);
      room.state().agents().forEach(agent -> handled.merge(agent, 1, Integer::sum));
    } else {
      idle.put(room.id(), room);
    }
    for (Alias alias : room.customer().aliases()) {
      byAlias.put(new Place(room.channel(), alias), room.id());
    }
    if (idle.size() > MAX_IDLE) {
      forget(idle.firstEntry().getValue());
    }
  }

  /// How many are answered.
  public int answered() {
    return answered.size();
  }

  /// How many of them are assigned to that agent (RM-12).
  public int handledBy(AgentId agent) {
    return handled.getOrDefault(agent, 0);
  }

  private void forget(Room room) {
    Room before = answered.remove(room.id());
    if (before != null) {
      for (AgentId agent : before.state().agents()) {
        handled.computeIfPresent(agent, (_, count) -> count == 1 ? null : count - 1);
      }
    }
    idle.remove(room.id());
    for (Alias alias : room.customer().aliases()) {
      byAlias.remove(new Place(room.channel(), alias), room.id());
    }
  }
}
