package io.dering.gateway.rest;

import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.transport.http.ProblemCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Rooms (RM-1, RM-2, RM-4, RM-5, RM-8).
public final class RoomRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_QUERY_LENGTH = 100;

  private final RoomReader rooms;
  private final Switchboards switchboards;
  private final People people;
  private final PermissionShown permissions;

  /// @param switchboards answers what changes a room
  /// @param permissions says how customers' call permissions stand
  public RoomRoutes(
      RoomReader rooms, Switchboards switchboards, People people, PermissionShown permissions) {
    this.rooms = rooms;
    this.switchboards = switchboards;
    this.people = people;
    this.permissions = permissions;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listRooms", this::list);
    operations.on("tellRoom", asked -> change(asked, () -> RoomBodies.told(asked.body())));
    operations.on("getRoom", asked -> whole(asked, room(asked)));
    operations.on("listRoomMessages", this::messages);
    operations.streams("getRoomMedia", new RoomMedia(rooms)::run);
    operations.on("assignRoom", this::assign);
    operations.on("takeOverRoom", this::takeOver);
    operations.on("resolveRoom", asked -> bare(asked, RoomRequest.ResolveRoom::new));
    operations.on("archiveRoom", asked -> bare(asked, RoomRequest.ArchiveRoom::new));
    operations.on("unarchiveRoom", asked -> bare(asked, RoomRequest.UnarchiveRoom::new));
    operations.on("addRoomNote", this::note);
    operations.on("setRoomLabels", this::label);
  }

  static RoomId room(Asked asked) {
    return new RoomId(asked.path("id"));
  }

  /// Who does it, for the room's history and for what agents may do.
  static Actor actor(Asked asked) {
    return switch (asked.known()) {
      case Viewer.Person person -> new Actor.Person(person.agent(), person.role());
      case Viewer.Backend _, Viewer.LocalPage _ -> new Actor.Backend();
    };
  }

  private CompletionStage<Reply> list(Asked asked) {
    RoomQuery query;
    try {
      query = query(asked);
    } catch (RoomBodies.Wrong wrong) {
      return wrong.reply().now();
    }
    return rooms
        .page(query)
        .thenApply(found ->
            found
                .map(page -> Reply.ok(json(asked).page(page, query.limit())))
                .orElseGet(() -> Reply.wrong("cursor", CURSOR_RULE)));
  }

  private CompletionStage<Reply> messages(Asked asked) {
    int limit = asked.limit(DEFAULT_LIMIT);
    String before = asked.query("starting_after");
    return rooms
        .messages(
            asked.account(), room(asked), before == null ? null : new MessageId(before), limit)
        .thenCompose(found ->
            found.isPresent()
                ? Reply.ok(json(asked).messages(found.get(), limit)).now()
                : rooms
                    .whole(asked.account(), room(asked))
                    .thenApply(room ->
                        room.isPresent()
                            ? Reply.wrong(
                                "starting_after", "must be the id of a message of this room")
                            : noSuchRoom()));
  }

  private CompletionStage<Reply> assign(Asked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.AssignRoom(room(asked), actor(asked), RoomBodies.agents(asked.body())));
  }

  private CompletionStage<Reply> takeOver(Asked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.TakeOverRoom(
                room(asked),
                actor(asked),
                RoomBodies.agent(asked.body(), actor(asked).person().orElse(null))));
  }

  /// What needs no more than the room and who asks.
  private CompletionStage<Reply> bare(Asked asked, BiFunction<RoomId, Actor, RoomRequest> request) {
    return change(
        asked,
        () -> {
          RoomBodies.empty(asked.body());
          return request.apply(room(asked), actor(asked));
        });
  }

  private CompletionStage<Reply> note(Asked asked) {
    return change(
        asked,
        () -> new RoomRequest.AddNote(room(asked), actor(asked), RoomBodies.note(asked.body())));
  }

  private CompletionStage<Reply> label(Asked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.SetLabels(room(asked), actor(asked), RoomBodies.labels(asked.body())));
  }

  /// Reads a request out of its body.
  @FunctionalInterface
  private interface Reading {
    RoomRequest read() throws RoomBodies.Wrong;
  }

  private CompletionStage<Reply> change(Asked asked, Reading reading) {
    RoomRequest request;
    try {
      request = reading.read();
    } catch (RoomBodies.Wrong wrong) {
      return wrong.reply().now();
    }
    return switchboards
        .ask(asked.account(), request)
        .thenCompose(answer ->
            switch (answer) {
              case RoomAnswer.TheRoom(var room) -> whole(asked, room.id());
              case RoomAnswer.Noted(var room, var note) -> noted(asked, room.id(), note);
              case Refused refused -> Refusals.reply(refused).now();
              default -> throw Refusals.misplaced(answer);
            });
  }

  /// The room as it was made durable, and its customer's call permission (PM-7).
  private CompletionStage<Reply> whole(Asked asked, RoomId room) {
    return rooms
        .whole(asked.account(), room)
        .thenCompose(found ->
            found.isEmpty()
                ? noSuchRoom().now()
                : permissions
                    .of(asked, found.get())
                    .thenApply(permission ->
                        Reply.ok(json(asked).whole(found.get()).put("permission", permission))));
  }

  private CompletionStage<Reply> noted(Asked asked, RoomId room, String note) {
    return rooms
        .whole(asked.account(), room)
        .thenApply(found ->
            found
                .<Reply>map(whole -> Reply.created(json(asked).note(whole, note)))
                .orElseGet(RoomRoutes::noSuchRoom));
  }

  private static final String CURSOR_RULE = "must be the next_cursor of a page of this account";

  private static RoomQuery query(Asked asked) throws RoomBodies.Wrong {
    String list = asked.query("list");
    String agent = asked.query("agent");
    String channel = asked.query("channel");
    String state = asked.query("status");
    String cursor = asked.query("cursor");
    RoomQuery.Place after = cursor == null ? null : RoomJson.place(cursor);
    if (cursor != null && after == null) {
      throw new RoomBodies.Wrong("cursor", CURSOR_RULE);
    }
    AgentId mine = actor(asked).person().orElse(null);
    if ("mine".equals(list) && mine == null) {
      throw new RoomBodies.Wrong("list", "must be all, unassigned or archived: mine is an agent's");
    }
    AgentId assigned = agent == null ? null : new AgentId(agent);
    Instant from = time(asked, "from");
    Instant to = time(asked, "to");
    if (from != null && to != null && !from.isBefore(to)) {
      throw new RoomBodies.Wrong("to", "must be later than from");
    }
    return new RoomQuery(
        asked.account(),
        "mine".equals(list) ? mine : assigned,
        which(list),
        state == null ? null : RoomQuery.State.valueOf(state.toUpperCase(Locale.ROOT)),
        bounded(asked, "label"),
        channel == null ? null : new ChannelId(channel),
        from,
        to,
        bounded(asked, "name"),
        after,
        asked.limit(DEFAULT_LIMIT));
  }

  private static RoomQuery.Which which(@Nullable String list) {
    return switch (list) {
      case "unassigned" -> RoomQuery.Which.UNASSIGNED;
      case "archived" -> RoomQuery.Which.ARCHIVED;
      case null, default -> RoomQuery.Which.ALL;
    };
  }

  private static @Nullable String bounded(Asked asked, String name) throws RoomBodies.Wrong {
    String text = asked.query(name);
    if (text != null && (text.isBlank() || text.length() > MAX_QUERY_LENGTH)) {
      throw new RoomBodies.Wrong(name, "must have 1 to " + MAX_QUERY_LENGTH + " characters");
    }
    return text;
  }

  private static @Nullable Instant time(Asked asked, String name) throws RoomBodies.Wrong {
    String text = asked.query(name);
    try {
      Instant at = text == null ? null : Instant.parse(text);
      if (at == null || (at.getEpochSecond() >= 0 && at.getEpochSecond() <= 99_999_999_999L)) {
        return at;
      }
    } catch (DateTimeParseException _) {
      // The same sentence as for a time out of all reason.
    }
    throw new RoomBodies.Wrong(name, "must be a time of RFC 3339 in UTC");
  }

  private RoomJson json(Asked asked) {
    boolean agent = asked.known() instanceof Viewer.Person person && person.role() == Role.AGENT;
    return new RoomJson(people, asked.account(), agent && people.masksContacts(asked.account()));
  }

  static Reply noSuchRoom() {
    return Reply.refused(ProblemCode.NOT_FOUND, "There is no such room.");
  }
}
