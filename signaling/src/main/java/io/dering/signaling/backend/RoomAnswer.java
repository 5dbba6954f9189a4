package io.dering.signaling.backend;

import io.dering.signaling.room.Room;

/// Answers to [RoomRequest].
public sealed interface RoomAnswer extends BackendAnswer {
  /// The room as it is now.
  record TheRoom(Room room) implements RoomAnswer {}

  /// The note is there.
  ///
  /// @param note its id
  record Noted(Room room, String note) implements RoomAnswer {}
}
