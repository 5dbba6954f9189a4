package io.dering.signaling.room;

/// Why a room does not do as it is told.
public enum RoomRefusal {
  /// Only the customer reopens a room (RM-1).
  RESOLVED("the room is resolved; it opens again when the customer writes"),
  ALREADY_RESOLVED("the room is resolved already"),
  /// An agent does this to rooms of the agent's own (RO-1).
  NOT_ASSIGNED("an agent does this to rooms that are assigned to that agent; take it over first"),
  /// An agent takes rooms over for nobody else.
  FOR_SOMEBODY_ELSE("an agent takes a room over for nobody else"),
  /// What somebody works on is not put away (RM-5).
  STILL_ANSWERED("the room is answered; resolve it first"),
  ALREADY_ARCHIVED("the room is archived already"),
  NOT_ARCHIVED("the room is not archived"),
  /// What can be archived is assigned to nobody (RO-1).
  NOT_FOR_AGENTS("rooms are archived and brought back by supervisors, admins and owners");

  private final String sentence;

  RoomRefusal(String sentence) {
    this.sentence = sentence;
  }

  /// In words; holds nothing of what was sent.
  public String sentence() {
    return sentence;
  }
}
