package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is kept of rooms (RM-1, RM-2, RM-4). Each may be written again without effect beyond the
/// first time, but for `RoomMoved` and `NoteAdded`, whose places in their room are unique.
public sealed interface RoomRecord extends ActivityRecord {
  RoomId room();

  /// The room as it is, but for who is assigned and what its customer is called.
  record RoomKept(Instant at, AccountId account, Room kept) implements RoomRecord {
    @Override
    public RoomId room() {
      return kept.id();
    }
  }

  /// All that is known of the room's customer from now on.
  record CustomerKnown(Instant at, AccountId account, Room of) implements RoomRecord {
    @Override
    public RoomId room() {
      return of.id();
    }
  }

  /// An entry of the room's history, and who is assigned from now on.
  ///
  /// @param place in its history, from 1
  /// @param by the agent who did it, null for the customer or a backend
  record RoomMoved(
      RoomId room, Instant at, int place, RoomEventKind kind, @Nullable AgentId by, RoomState state)
      implements RoomRecord {}

  /// A message of the customer.
  ///
  /// @param sentAt by Meta's clock, in whole seconds
  record MessageKept(Instant at, AccountId account, RoomId room, Message message, Instant sentAt)
      implements RoomRecord {}

  /// How far a message of the business has come; a message that is not known yet was sent through
  /// another system.
  record MessageReported(
      Instant at,
      AccountId account,
      RoomId room,
      MessageId message,
      MessageStatus status,
      Instant reportedAt)
      implements RoomRecord {}

  /// Two rooms are one: what belongs to `absorbed` belongs to `room`.
  record RoomsMerged(Instant at, AccountId account, RoomId room, RoomId absorbed)
      implements RoomRecord {}

  /// @param note its id
  /// @param by the agent who wrote it, null for a backend
  record NoteAdded(
      Instant at, AccountId account, RoomId room, String note, @Nullable AgentId by, String text)
      implements RoomRecord {}

  /// The room's labels from now on, all of them.
  record LabelsSet(Instant at, AccountId account, RoomId room, List<Label> labels)
      implements RoomRecord {
    public LabelsSet {
      labels = List.copyOf(labels);
    }
  }
}
