package io.dering.gateway.rest;

import io.dering.signaling.agent.Role;
import io.dering.signaling.room.Actor;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// Puts the operations of [RoomRoutes] where the contract says.
public final class RoomDoor implements Resource {
  private final RoomRoutes rooms;

  public RoomDoor(RoomRoutes rooms) {
    this.rooms = rooms;
  }

  @Override
  public void mount(Operations operations) {
    on(operations, "listRooms", false, rooms::list);
    on(operations, "tellRoom", false, rooms::tell);
    on(operations, "getRoom", true, rooms::get);
    on(operations, "listRoomMessages", true, rooms::messages);
    on(operations, "assignRoom", true, rooms::assign);
    on(operations, "takeOverRoom", true, rooms::takeOver);
    on(operations, "resolveRoom", true, rooms::resolve);
    on(operations, "addRoomNote", true, rooms::note);
    on(operations, "setRoomLabels", true, rooms::label);
  }

  private static void on(
      Operations operations,
      String id,
      boolean ofOne,
      Function<RoomAsked, CompletionStage<Reply>> work) {
    operations.on(id, asked -> work.apply(room(asked, ofOne ? asked.path("id") : "")));
  }

  private static RoomAsked room(Asked asked, String id) {
    Actor actor =
        switch (asked.known()) {
          case Viewer.Person person -> new Actor.Person(person.agent(), person.role());
          case Viewer.Backend _, Viewer.LocalPage _ -> new Actor.Backend();
        };
    boolean own = asked.known() instanceof Viewer.Person person && person.role() == Role.AGENT;
    return new RoomAsked(asked.account(), actor, own, asked::query, id, asked.body());
  }
}
