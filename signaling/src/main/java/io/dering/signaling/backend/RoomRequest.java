package io.dering.signaling.backend;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.CallButton;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.RoomState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rooms as backends tell of them and agents act on them (RM-1, RM-2, RM-4).
public sealed interface RoomRequest extends BackendRequest {
  /// The business's own system keeps this room, and this is how it stands there.
  ///
  /// @param wroteAt when the customer wrote last, null if that is not told. A resolved room reopens
  ///   only with an instant after its resolution
  record TellRoom(ChannelId channel, Customer customer, RoomState state, @Nullable Instant wroteAt)
      implements RoomRequest {}

  /// Something done to one room.
  sealed interface OfRoom extends RoomRequest {
    RoomId room();

    Actor by();
  }

  record AssignRoom(RoomId room, Actor by, List<AgentId> agents) implements OfRoom {
    public AssignRoom {
      agents = List.copyOf(agents);
    }
  }

  record TakeOverRoom(RoomId room, Actor by, AgentId agent) implements OfRoom {}

  record ResolveRoom(RoomId room, Actor by) implements OfRoom {}

  /// Out of the lists of daily work (RM-5).
  record ArchiveRoom(RoomId room, Actor by) implements OfRoom {}

  /// Back into them.
  record UnarchiveRoom(RoomId room, Actor by) implements OfRoom {}

  /// Whether that one may write into the room; changes nothing.
  record MayWrite(RoomId room, Actor by) implements OfRoom {}

  /// Meta has taken this message for the room's customer.
  ///
  /// @param message Meta's id
  record KeepSent(RoomId room, Actor by, MessageId message, CallButton button) implements OfRoom {}

  record AddNote(RoomId room, Actor by, String text) implements OfRoom {
    /// Redacted: what people write about a customer.
    @Override
    public String toString() {
      return "AddNote[" + room + "]";
    }
  }

  /// The room's labels from now on, all of them.
  record SetLabels(RoomId room, Actor by, List<Label> labels) implements OfRoom {
    public SetLabels {
      labels = List.copyOf(labels);
    }
  }
}
