package io.dering.signaling.room;

/// What the history of a room says. Stored by name: append only.
public enum RoomEventKind {
  /// The room is there: a session begins.
  OPENED,
  /// The customer wrote to a resolved room: another session begins.
  REOPENED,
  ASSIGNED,
  TAKEN_OVER,
  /// The session is over.
  RESOLVED,
  /// Another room turned out to be of the same customer and is part of this one.
  MERGED,
  /// Out of the lists of daily work (RM-5); its state stays.
  ARCHIVED,
  /// Back in them: by hand, or because the customer wrote.
  UNARCHIVED
}
