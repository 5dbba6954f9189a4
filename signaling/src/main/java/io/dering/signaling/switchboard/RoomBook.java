package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.room.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// How rooms change: each change is in memory and in the log at once (RM-1).
final class RoomBook {
  /// How far a backend's clock or Meta's may be ahead.
  private static final Duration CLOCKS_APART = Duration.ofSeconds(60);

  private final AccountId account;
  private final Rooms rooms;
  private final PermissionDesk permissions;
  private final RandomGenerator ids;

  RoomBook(AccountId account, Rooms rooms, PermissionDesk permissions, RandomGenerator ids) {
    this.account = account;
    this.rooms = rooms;
    this.permissions = permissions;
    this.ids = ids;
  }

  boolean isFuture(Instant at, Work work) {
    return at.isAfter(work.now().plus(CLOCKS_APART));
  }

  AccountId account() {
    return account;
  }

  Rooms rooms() {
    return rooms;
  }

  /// Every room begins open, and its history with that.
  Room open(ChannelId channel, Customer customer, @Nullable Instant wroteAt, Work work) {
    RoomState state = new RoomState.Open();
    Room room =
        new Room(RoomId.random(ids), channel, customer, state, work.now(), work.now(), wroteAt, 1);
    keep(room, work);
    work.write(new RoomRecord.CustomerKnown(work.now(), account, room));
    note(room, RoomEventKind.OPENED, null, work);
    return room;
  }

  /// The customer's room, with what is new of the customer; two rooms become one here.
  Optional<Room> meet(ChannelId channel, Customer customer, Work work) {
    Optional<Rooms.Met> met = rooms.meet(channel, customer);
    met.ifPresent(found -> {
      Room room = found.room();
      if (!found.absorbed().isEmpty()) {
        keep(room, work);
        for (Room absorbed : found.absorbed()) {
          work.write(new RoomRecord.RoomsMerged(work.now(), account, room.id(), absorbed.id()));
        }
      }
      if (found.learned() || !found.absorbed().isEmpty()) {
        work.write(new RoomRecord.CustomerKnown(work.now(), account, room));
      }
      if (!found.absorbed().isEmpty()) {
        note(room, RoomEventKind.MERGED, null, work);
      }
    });
    return met.map(Rooms.Met::room);
  }

  void keep(Room room, Work work) {
    rooms.put(room);
    work.write(new RoomRecord.RoomKept(work.now(), account, room));
  }

  /// Meta has taken a request for call permission: it is a message of the room (PM-9).
  void asked(Room room, Ask ask, MessageId message, Work work) {
    keep(room.stirred(work.now()), work);
    work.write(
        new RoomRecord.MessageSent(
            work.now(),
            account,
            room.id(),
            message,
            MessageKind.PERMISSION_REQUEST,
            ask.caption(),
            ask.by()));
    permissions.taken(room.channel(), room.customer(), ask, message, work);
  }

  void note(Room room, RoomEventKind kind, @Nullable AgentId by, Work work) {
    work.write(
        new RoomRecord.RoomMoved(room.id(), work.now(), room.events(), kind, by, room.state()));
    if (kind == RoomEventKind.RESOLVED) {
      permissions.resolved(room, work);
    }
  }

  /// The room, brought back from the archive if it is there; whoever asks keeps it.
  Room unarchived(Room room, @Nullable AgentId by, Work work) {
    if (!room.archived()) {
      return room;
    }
    Room back = room.shelved(false, work.now());
    note(back, RoomEventKind.UNARCHIVED, by, work);
    return back;
  }

  /// The room goes where it is said to be.
  ///
  /// @param by the agent who brings it there, null for a backend
  Room follow(Room room, RoomState state, @Nullable AgentId by, Work work) {
    if (room.state().equals(state)) {
      return room.stirred(work.now());
    }
    RoomEventKind kind =
        switch (state) {
          case RoomState.Answered _ -> RoomEventKind.ASSIGNED;
          case RoomState.Resolved _ -> RoomEventKind.RESOLVED;
          case RoomState.Open _ -> RoomEventKind.REOPENED;
        };
    Room from = state instanceof RoomState.Answered ? unarchived(room, by, work) : room;
    if (room.state() instanceof RoomState.Resolved && state instanceof RoomState.Answered) {
      from = from.moved(new RoomState.Open(), work.now());
      note(from, RoomEventKind.REOPENED, null, work);
    }
    Room moved = from.moved(state, work.now());
    note(moved, kind, by, work);
    return moved;
  }

  boolean isOneTooMany(List<Room> before, RoomState state) {
    return state instanceof RoomState.Answered
        && rooms.answered() >= Rooms.MAX_ANSWERED
        && before.stream().noneMatch(room -> room.state() instanceof RoomState.Answered);
  }
}
