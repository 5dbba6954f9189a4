package io.dering.signaling.room;

/// Why a room does not do as it is told.
public enum RoomRefusal {
  /// Only the customer reopens a room (RM-1).
  RESOLVED("the room is resolved; it opens again when the customer writes"),
  ALREADY_RESOLVED("the room is resolved already"),
  /// An agent does this to rooms of the agent's own (RO-1).
  NOT_ASSIGNED("an agent does this to rooms that are assigned to that agent; take it over first"),
  /// An agent takes rooms over for nobody else.
  FOR_SOMEBODY_ELSE("an agent takes a room over for nobody else");

  private final String sentence;

  RoomRefusal(String sentence) {
    this.sentence = sentence;
  }

  /// In words; holds nothing of what was sent.
  public String sentence() {
    return sentence;
  }
}
