package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
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
  /// @param call the call whose voicemail it is (IN-10), null if it is none, or of one that is not
  ///   remembered: the store knows that by the message's id
  record MessageKept(
      Instant at,
      AccountId account,
      RoomId room,
      Message message,
      Instant sentAt,
      @Nullable CallId call)
      implements RoomRecord {
    /// A message that is no voicemail.
    public MessageKept(
        Instant at, AccountId account, RoomId room, Message message, Instant sentAt) {
      this(at, account, room, message, sentAt, null);
    }
  }

  /// The recording of a message is in the data folder (IN-10).
  ///
  /// @param type media type as Meta says
  record MediaKept(
      Instant at, AccountId account, RoomId room, MessageId message, String type, long sizeBytes)
      implements RoomRecord {}

  /// The recording of a message cannot be had, and is not asked for any more.
  ///
  /// @param reason a stable code
  record MediaLost(Instant at, AccountId account, RoomId room, MessageId message, String reason)
      implements RoomRecord {}

  /// A message of the business, sent from here.
  ///
  /// @param text what the customer reads of it
  /// @param by the agent who sent it, null for a backend
  record MessageSent(
      Instant at,
      AccountId account,
      RoomId room,
      MessageId message,
      MessageKind kind,
      String text,
      @Nullable AgentId by)
      implements RoomRecord {
    /// Redacted: what is written to a customer.
    @Override
    public String toString() {
      return "MessageSent[" + room + "]";
    }
  }

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
