package io.dering.gateway.rest;

import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.activity.RoomRecord.NoteAdded;
import io.dering.signaling.activity.RoomStory;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rooms as JSON, in the words of `config/openapi.yaml`. Every field of the contract is always
/// there; what does not apply is null.
final class RoomJson {
  private final People people;
  private final AccountId account;
  private final boolean masked;

  /// @param masked whether numbers are shown in part only (RM-8)
  RoomJson(People people, AccountId account, boolean masked) {
    this.people = people;
    this.account = account;
    this.masked = masked;
  }

  JsonObject page(List<RoomStory> stories, int limit) {
    boolean more = stories.size() > limit;
    List<RoomStory> shown = more ? stories.subList(0, limit) : stories;
    var data = new JsonArray();
    shown.forEach(story -> data.add(room(story.room(), story.labels())));
    return new JsonObject()
        .put("object", "list")
        .put("data", data)
        .put("has_more", more)
        .put("next_cursor", more ? cursor(shown.getLast().room()) : null);
  }

  JsonObject whole(RoomReader.Whole whole) {
    var notes = new JsonArray();
    whole.story().notes().forEach(note -> notes.add(note(note)));
    var sessions = new JsonArray();
    whole.story().sessions().reversed().forEach(session -> sessions.add(session(session)));
    var calls = new JsonArray();
    CallJson json = new CallJson(people, account, masked);
    whole.calls().forEach(call -> calls.add(json.call(call)));
    return room(whole.story().room(), whole.story().labels())
        .put("notes", notes)
        .put("sessions", sessions)
        .put("calls", calls);
  }

  JsonObject messages(List<RoomMessage> messages, int limit) {
    boolean more = messages.size() > limit;
    List<RoomMessage> shown = more ? messages.subList(0, limit) : messages;
    var data = new JsonArray();
    shown.forEach(message -> data.add(message(message)));
    return new JsonObject().put("object", "list").put("data", data).put("has_more", more);
  }

  /// The note of that id; an empty object for one that is not shown any more.
  JsonObject note(RoomReader.Whole whole, String id) {
    return whole.story().notes().stream()
        .filter(note -> note.note().equals(id))
        .findFirst()
        .map(this::note)
        .orElseGet(JsonObject::new);
  }

  private JsonObject room(Room room, List<Label> labels) {
    var array = new JsonArray();
    labels.forEach(
        l -> array.add(new JsonObject().put("name", l.name()).put("colour", l.colour())));
    return new JsonObject()
        .put("object", "room")
        .put("id", room.id().value())
        .put("channel", room.channel().value())
        .put("channel_name", people.channelName(account, room.channel()))
        .put("state", state(room.state()))
        .put("archived", room.archived())
        .put("customer", customer(room.customer().caller()))
        .put("agents", agents(room.state().agents()))
        .put("labels", array)
        .put("first_interaction_at", time(room.firstAt()))
        .put("last_interaction_at", time(room.lastAt()))
        .put("customer_wrote_at", time(room.wroteAt()))
        .put("window_ends_at", time(room.windowEnd().orElse(null)));
  }

  private JsonObject note(NoteAdded note) {
    return new JsonObject()
        .put("object", "note")
        .put("id", note.note())
        .put("at", time(note.at()))
        .put("by", agent(note.by()))
        .put("text", note.text());
  }

  /// A place in the list: opaque to clients.
  private static String cursor(Room room) {
    return room.lastAt().toEpochMilli() + "." + room.id().value();
  }

  /// @return null when the text is no cursor
  static RoomQuery.@Nullable Place place(String cursor) {
    return cursor.matches("[0-9]{1,15}\\.room_[A-Za-z0-9]{1,59}")
        ? new RoomQuery.Place(
            Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, cursor.indexOf('.')))),
            new RoomId(cursor.substring(cursor.indexOf('.') + 1)))
        : null;
  }

  private JsonObject customer(Caller customer) {
    return new JsonObject()
        .put("name", customer.name())
        .put("number", CallJson.number(customer.phone(), masked))
        .put("user_id", customer.userId())
        .put("parent_user_id", customer.parentUserId());
  }

  private JsonObject session(RoomStory.Session session) {
    return new JsonObject()
        .put("opened_at", time(session.openedAt()))
        .put("answered_at", time(session.answeredAt()))
        .put("resolved_at", time(session.resolvedAt()))
        .put("agents", agents(session.agents()));
  }

  JsonObject message(RoomMessage message) {
    return new JsonObject()
        .put("id", message.id().value())
        .put("direction", message.inbound() ? "inbound" : "outbound")
        .put("kind", word(message.kind()))
        .put("text", message.text())
        .put("media_id", message.mediaId())
        .put("media", CallJson.media(message.media()))
        .put("answers", message.answers() == null ? null : message.answers().value())
        .put("call", message.call() == null ? null : message.call().value())
        .put("by", agent(message.by()))
        .put("sent_at", time(message.sentAt()))
        .put("status", message.status() == null ? null : word(message.status()))
        .put("status_at", time(message.statusAt()))
        .put("permission_request", request(message.request()));
  }

  private static @Nullable JsonObject request(RoomMessage.@Nullable Request request) {
    return request == null
        ? null
        : new JsonObject()
            .put("state", word(request.state()))
            .put("ends_at", time(request.endsAt()));
  }

  private JsonArray agents(List<AgentId> ids) {
    var agents = new JsonArray();
    ids.forEach(id -> agents.add(agent(id)));
    return agents;
  }

  private @Nullable JsonObject agent(@Nullable AgentId id) {
    if (id == null) {
      return null;
    }
    String name = people.find(account, id).map(known -> known.name()).orElse(id.value());
    return new JsonObject().put("id", id.value()).put("name", name);
  }

  private static String state(RoomState state) {
    return switch (state) {
      case RoomState.Open _ -> "open";
      case RoomState.Answered _ -> "answered";
      case RoomState.Resolved _ -> "resolved";
    };
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
