package io.dering.signaling.activity;

import io.dering.signaling.activity.RoomRecord.NoteAdded;
import io.dering.signaling.activity.RoomRecord.RoomMoved;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A room with all that is shown of it (RM-4) but its messages and calls.
///
/// @param notes the oldest first
/// @param events its history, the oldest first, those of rooms that became part of it included
public record RoomStory(
    Room room, List<Label> labels, List<NoteAdded> notes, List<RoomMoved> events) {
  public RoomStory {
    labels = List.copyOf(labels);
    notes = List.copyOf(notes);
    events = List.copyOf(events);
  }

  /// From opened to resolved.
  ///
  /// @param agents who was assigned in it, in order
  /// @param answeredAt when somebody was assigned first, null if nobody was
  /// @param resolvedAt null while it lasts
  public record Session(
      Instant openedAt,
      List<AgentId> agents,
      @Nullable Instant answeredAt,
      @Nullable Instant resolvedAt) {
    public Session {
      agents = List.copyOf(agents);
    }
  }

  /// The history as sessions, the oldest first.
  public List<Session> sessions() {
    List<Session> sessions = new ArrayList<>();
    Instant openedAt = null;
    Instant answeredAt = null;
    Set<AgentId> agents = new LinkedHashSet<>();
    for (RoomMoved event : events) {
      if (event.kind() == RoomEventKind.ARCHIVED || event.kind() == RoomEventKind.UNARCHIVED) {
        // Where the room stands, not what is done in it.
        continue;
      }
      openedAt = openedAt == null ? event.at() : openedAt;
      agents.addAll(event.state().agents());
      answeredAt = answeredAt == null && !agents.isEmpty() ? event.at() : answeredAt;
      if (event.kind() == RoomEventKind.RESOLVED) {
        sessions.add(new Session(openedAt, List.copyOf(agents), answeredAt, event.at()));
        openedAt = null;
        answeredAt = null;
        agents.clear();
      }
    }
    if (openedAt != null) {
      sessions.add(new Session(openedAt, List.copyOf(agents), answeredAt, null));
    }
    return sessions;
  }
}
