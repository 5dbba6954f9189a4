package io.dering.signaling.room;

import io.dering.signaling.agent.Role;
import java.util.Optional;

/// Which rooms go into the archive and come out of it by hand (RM-5). It lies beside the state of a
/// room: a call is routed as for the open or resolved room that it is.
///
/// | room               | archive            | bring back    |
/// |--------------------|--------------------|---------------|
/// | open, resolved     | goes in            | not archived  |
/// | answered           | resolve it first   | not archived  |
/// | archived           | archived already   | comes out     |
///
/// An agent acts on rooms that are assigned to that agent, and those are never archived:
/// supervisors and above do it, and backends. Whoever is assigned to an archived room, and a
/// customer who writes, brings it back without asking here: nothing that a customer says may be
/// overlooked.
public final class Archive {
  private Archive() {}

  /// Why the room cannot go in.
  public static Optional<RoomRefusal> refusesIn(Room room, Actor by) {
    if (isAgent(by)) {
      return Optional.of(RoomRefusal.NOT_FOR_AGENTS);
    }
    if (room.archived()) {
      return Optional.of(RoomRefusal.ALREADY_ARCHIVED);
    }
    return room.state() instanceof RoomState.Answered
        ? Optional.of(RoomRefusal.STILL_ANSWERED)
        : Optional.empty();
  }

  /// Why it cannot come out.
  public static Optional<RoomRefusal> refusesOut(Room room, Actor by) {
    if (isAgent(by)) {
      return Optional.of(RoomRefusal.NOT_FOR_AGENTS);
    }
    return room.archived() ? Optional.empty() : Optional.of(RoomRefusal.NOT_ARCHIVED);
  }

  private static boolean isAgent(Actor by) {
    return by instanceof Actor.Person(var _, var role) && role == Role.AGENT;
  }
}
