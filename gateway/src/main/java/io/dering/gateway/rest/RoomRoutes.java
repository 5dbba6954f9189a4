package io.dering.gateway.rest;

import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Rooms (RM-1, RM-2, RM-4, RM-5, RM-8).
public final class RoomRoutes {
  private static final int DEFAULT_LIMIT = 20;
  private static final int MAX_QUERY_LENGTH = 100;

  private final RoomReader rooms;
  private final Switchboards switchboards;
  private final People people;

  /// @param switchboards answers what changes a room
  public RoomRoutes(RoomReader rooms, Switchboards switchboards, People people) {
    this.rooms = rooms;
    this.switchboards = switchboards;
    this.people = people;
  }

  CompletionStage<Reply> list(RoomAsked asked) {
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

  CompletionStage<Reply> get(RoomAsked asked) {
    return whole(asked, new RoomId(asked.id()), RoomJson::whole, 200);
  }

  CompletionStage<Reply> messages(RoomAsked asked) {
    int limit = limit(asked);
    String before = asked.query("starting_after");
    return rooms
        .messages(
            asked.account(),
            new RoomId(asked.id()),
            before == null ? null : new MessageId(before),
            limit)
        .thenCompose(found ->
            found.isPresent()
                ? Reply.ok(json(asked).messages(found.get(), limit)).now()
                : rooms
                    .whole(asked.account(), new RoomId(asked.id()))
                    .thenApply(room ->
                        room.isPresent()
                            ? Reply.wrong(
                                "starting_after", "must be the id of a message of this room")
                            : noSuchRoom()));
  }

  /// For backends and those above agents, as the contract's `x-access` says.
  CompletionStage<Reply> tell(RoomAsked asked) {
    if (asked.own()) {
      return Reply.refused(ProblemCode.FORBIDDEN, "This is for backends and supervisors.").now();
    }
    return change(asked, () -> RoomBodies.told(asked.body()));
  }

  CompletionStage<Reply> assign(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.AssignRoom(
                new RoomId(asked.id()), asked.actor(), RoomBodies.agents(asked.body())));
  }

  CompletionStage<Reply> takeOver(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.TakeOverRoom(
                new RoomId(asked.id()),
                asked.actor(),
                RoomBodies.agent(asked.body(), asked.actor().person().orElse(null))));
  }

  CompletionStage<Reply> resolve(RoomAsked asked) {
    return change(
        asked,
        () -> {
          RoomBodies.empty(asked.body());
          return new RoomRequest.ResolveRoom(new RoomId(asked.id()), asked.actor());
        });
  }

  CompletionStage<Reply> note(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.AddNote(
                new RoomId(asked.id()), asked.actor(), RoomBodies.note(asked.body())));
  }

  CompletionStage<Reply> label(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.SetLabels(
                new RoomId(asked.id()), asked.actor(), RoomBodies.labels(asked.body())));
  }

  /// Reads a request out of its body.
  @FunctionalInterface
  private interface Reading {
    RoomRequest read() throws RoomBodies.Wrong;
  }

  private CompletionStage<Reply> change(RoomAsked asked, Reading reading) {
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
              case RoomAnswer.TheRoom(var room) -> whole(asked, room.id(), RoomJson::whole, 200);
              case RoomAnswer.Noted(var room, var note) ->
                  whole(asked, room.id(), (json, whole) -> json.note(whole, note), 201);
              case Refused refused -> Refusals.reply(refused).now();
              default -> throw Refusals.misplaced(answer);
            });
  }

  /// What the change has led to, as it was made durable.
  private CompletionStage<Reply> whole(
      RoomAsked asked,
      RoomId room,
      BiFunction<RoomJson, RoomReader.Whole, JsonObject> words,
      int status) {
    return rooms
        .whole(asked.account(), room)
        .thenApply(found ->
            found
                .<Reply>map(whole -> new Reply.Json(status, words.apply(json(asked), whole)))
                .orElseGet(RoomRoutes::noSuchRoom));
  }

  private static final String CURSOR_RULE = "must be the next_cursor of a page of this account";

  private static RoomQuery query(RoomAsked asked) throws RoomBodies.Wrong {
    String list = asked.query("list");
    String channel = asked.query("channel");
    String state = asked.query("status");
    String cursor = asked.query("cursor");
    RoomQuery.Place after = cursor == null ? null : RoomJson.place(cursor);
    if (cursor != null && after == null) {
      throw new RoomBodies.Wrong("cursor", CURSOR_RULE);
    }
    AgentId mine = asked.actor().person().orElse(null);
    if ("mine".equals(list) && mine == null) {
      throw new RoomBodies.Wrong("list", "must be all or unassigned: mine is an agent's");
    }
    return new RoomQuery(
        asked.account(),
        "mine".equals(list) ? mine : null,
        "unassigned".equals(list),
        state == null ? null : RoomQuery.State.valueOf(state.toUpperCase(Locale.ROOT)),
        bounded(asked, "label"),
        channel == null ? null : new ChannelId(channel),
        time(asked, "from"),
        time(asked, "to"),
        bounded(asked, "name"),
        after,
        limit(asked));
  }

  private static int limit(RoomAsked asked) {
    String limit = asked.query("limit");
    return limit == null ? DEFAULT_LIMIT : new BigDecimal(limit).intValue();
  }

  private static @Nullable String bounded(RoomAsked asked, String name) throws RoomBodies.Wrong {
    String text = asked.query(name);
    if (text != null && (text.isBlank() || text.length() > MAX_QUERY_LENGTH)) {
      throw new RoomBodies.Wrong(name, "must have 1 to " + MAX_QUERY_LENGTH + " characters");
    }
    return text;
  }

  private static @Nullable Instant time(RoomAsked asked, String name) throws RoomBodies.Wrong {
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

  private RoomJson json(RoomAsked asked) {
    return new RoomJson(
        people, asked.account(), asked.own() && people.masksContacts(asked.account()));
  }

  private static Reply noSuchRoom() {
    return Reply.refused(ProblemCode.NOT_FOUND, "There is no such room.");
  }
}
