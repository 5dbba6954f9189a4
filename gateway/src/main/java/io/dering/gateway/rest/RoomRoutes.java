package io.dering.gateway.rest;

import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RingGroupAnswer;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
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
  private final BiFunction<AccountId, RoomRequest, CompletionStage<BackendAnswer>> switchboards;
  private final People people;

  /// @param switchboards answers what changes a room
  public RoomRoutes(
      RoomReader rooms,
      BiFunction<AccountId, RoomRequest, CompletionStage<BackendAnswer>> switchboards,
      People people) {
    this.rooms = rooms;
    this.switchboards = switchboards;
    this.people = people;
  }

  CompletionStage<RoomReply> list(RoomAsked asked) {
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
                .map(page -> RoomReply.ok(json(asked).page(page, query.limit())))
                .orElseGet(() -> RoomReply.wrong("cursor", CURSOR_RULE)));
  }

  CompletionStage<RoomReply> get(RoomAsked asked) {
    return whole(asked, new RoomId(asked.id()), RoomJson::whole, 200);
  }

  CompletionStage<RoomReply> messages(RoomAsked asked) {
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
                ? RoomReply.ok(json(asked).messages(found.get(), limit)).now()
                : rooms
                    .whole(asked.account(), new RoomId(asked.id()))
                    .thenApply(room ->
                        room.isPresent()
                            ? RoomReply.wrong(
                                "starting_after", "must be the id of a message of this room")
                            : noSuchRoom()));
  }

  /// For backends and those above agents, as the contract's `x-access` says.
  CompletionStage<RoomReply> tell(RoomAsked asked) {
    if (asked.own()) {
      return RoomReply.refused(ProblemCode.FORBIDDEN, "This is for backends and supervisors.")
          .now();
    }
    return change(asked, () -> RoomBodies.told(asked.body()));
  }

  CompletionStage<RoomReply> assign(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.AssignRoom(
                new RoomId(asked.id()), asked.actor(), RoomBodies.agents(asked.body())));
  }

  CompletionStage<RoomReply> takeOver(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.TakeOverRoom(
                new RoomId(asked.id()),
                asked.actor(),
                RoomBodies.agent(asked.body(), asked.actor().person().orElse(null))));
  }

  CompletionStage<RoomReply> resolve(RoomAsked asked) {
    return change(
        asked,
        () -> {
          RoomBodies.empty(asked.body());
          return new RoomRequest.ResolveRoom(new RoomId(asked.id()), asked.actor());
        });
  }

  CompletionStage<RoomReply> note(RoomAsked asked) {
    return change(
        asked,
        () ->
            new RoomRequest.AddNote(
                new RoomId(asked.id()), asked.actor(), RoomBodies.note(asked.body())));
  }

  CompletionStage<RoomReply> label(RoomAsked asked) {
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

  private CompletionStage<RoomReply> change(RoomAsked asked, Reading reading) {
    RoomRequest request;
    try {
      request = reading.read();
    } catch (RoomBodies.Wrong wrong) {
      return wrong.reply().now();
    }
    return switchboards
        .apply(asked.account(), request)
        .thenCompose(answer ->
            switch (answer) {
              case RoomAnswer.TheRoom(var room) -> whole(asked, room.id(), RoomJson::whole, 200);
              case RoomAnswer.Noted(var room, var note) ->
                  whole(asked, room.id(), (json, whole) -> json.note(whole, note), 201);
              case Refused refused -> refusal(refused).now();
              case RingGroupAnswer _ ->
                  throw new IllegalStateException("an answer to another request");
            });
  }

  /// What the change has led to, as it was made durable.
  private CompletionStage<RoomReply> whole(
      RoomAsked asked,
      RoomId room,
      BiFunction<RoomJson, RoomReader.Whole, JsonObject> words,
      int status) {
    return rooms
        .whole(asked.account(), room)
        .thenApply(found ->
            found
                .<RoomReply>map(
                    whole -> new RoomReply.Json(status, words.apply(json(asked), whole)))
                .orElseGet(RoomRoutes::noSuchRoom));
  }

  private static RoomReply refusal(Refused refused) {
    ProblemCode code =
        switch (refused.why()) {
          case NOT_FOUND -> ProblemCode.NOT_FOUND;
          case INVALID -> ProblemCode.INVALID_PARAMETER;
          case CONFLICT -> ProblemCode.CONFLICT;
          case FORBIDDEN -> ProblemCode.FORBIDDEN;
        };
    String field = refused.field();
    return new RoomReply.Refused(
        field == null
            ? Problem.of(code, refused.rule())
            : Problem.of(code, "").with(field, refused.rule()));
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
    return limit == null ? DEFAULT_LIMIT : Integer.parseInt(limit);
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

  private static RoomReply noSuchRoom() {
    return RoomReply.refused(ProblemCode.NOT_FOUND, "There is no such room.");
  }
}
