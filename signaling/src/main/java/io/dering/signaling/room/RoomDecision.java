package io.dering.signaling.room;

/// What an input leads to.
public sealed interface RoomDecision {
  /// The room is now in that state, and its history says so.
  record Moved(RoomState state, RoomEventKind kind) implements RoomDecision {}

  /// Nothing changes but the time of the last interaction.
  record Stays() implements RoomDecision {}

  record Refused(RoomRefusal why) implements RoomDecision {}
}
