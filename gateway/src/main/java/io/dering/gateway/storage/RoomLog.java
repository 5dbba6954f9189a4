package io.dering.gateway.storage;

import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.activity.RoomRecord.NoteAdded;
import io.dering.signaling.activity.RoomRecord.RoomMoved;
import io.dering.signaling.activity.RoomStory;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Rooms as people look at them: lists, one room's story, its messages. Methods block on the disk.
public final class RoomLog {
  /// Entries of a history, and notes, that are shown; the newest of them.
  private static final int MAX_SHOWN = 200;

  private final Jdbi jdbi;

  RoomLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A page of rooms, the last one touched first, without notes and history; one room more than the
  /// limit if others follow.
  ///
  /// @return empty when the place is none of a room of the account
  public Optional<List<RoomStory>> page(RoomQuery asked) {
    return jdbi.inTransaction(handle -> {
      RoomQuery.Place after = asked.after();
      if (after != null
          && RoomTable.find(handle, asked.account(), after.room().value()).isEmpty()) {
        return Optional.empty();
      }
      List<RoomStory> stories = new ArrayList<>();
      for (Room room : RoomTable.rows(handle, query(handle, asked))) {
        stories.add(new RoomStory(room, labels(handle, room), List.of(), List.of()));
      }
      return Optional.of(stories);
    });
  }

  /// The room of that id, or the one that it is part of now.
  public Optional<RoomStory> story(AccountId account, RoomId id) {
    return jdbi.inTransaction(handle ->
        RoomTable.find(handle, account, id.value())
            .map(room ->
                new RoomStory(
                    room,
                    labels(handle, room),
                    notes(handle, account, room),
                    events(handle, room))));
  }

  /// A room's messages, the newest first; one more than the limit if others follow.
  ///
  /// @param before only those older than this one, or null for the newest
  /// @return empty when the account has no such room, or the room no such message
  public Optional<List<RoomMessage>> messages(
      AccountId account, RoomId id, @Nullable MessageId before, int limit) {
    return jdbi.inTransaction(handle ->
        RoomTable.find(handle, account, id.value())
            .flatMap(room -> messages(handle, account, room, before, limit)));
  }

  private static Query query(Handle handle, RoomQuery asked) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT * FROM room WHERE account = :account AND merged_into IS NULL"
                + (asked.list() == RoomQuery.Which.ARCHIVED
                    ? " AND archived = 1"
                    : " AND archived = 0")
                + " AND last_at_ms >= :from AND last_at_ms < :to"
                + " AND (last_at_ms < :before OR (last_at_ms = :before AND id < :id))");
    if (asked.assigned() != null) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM room_agent a WHERE a.room = room.id AND a.agent = :agent)");
    }
    if (asked.list() == RoomQuery.Which.UNASSIGNED) {
      sql.append(" AND state <> 'ANSWERED'");
    }
    if (asked.state() != null) {
      sql.append(" AND state = :state");
    }
    if (asked.channel() != null) {
      sql.append(" AND channel = :channel");
    }
    if (asked.label() != null) {
      sql.append(
          " AND EXISTS (SELECT 1 FROM room_label l WHERE l.room = room.id AND l.name = :label)");
    }
    if (asked.name() != null) {
      sql.append(" AND name_key LIKE :name ESCAPE '!'");
    }
    RoomQuery.Place after = asked.after();
    Query query =
        handle
            .createQuery(sql.append(" ORDER BY last_at_ms DESC, id DESC LIMIT :limit").toString())
            .bind("account", asked.account().value())
            .bind("from", asked.from() == null ? 0 : asked.from().toEpochMilli())
            .bind("to", asked.to() == null ? Long.MAX_VALUE : asked.to().toEpochMilli())
            .bind("before", after == null ? Long.MAX_VALUE : after.lastAt().toEpochMilli())
            .bind("id", after == null ? "" : after.room().value())
            .bind("limit", asked.limit() + 1);
    bind(query, "agent", asked.assigned() == null ? null : asked.assigned().value());
    bind(query, "state", asked.state() == null ? null : asked.state().name());
    bind(query, "channel", asked.channel() == null ? null : asked.channel().value());
    bind(query, "label", asked.label());
    bind(query, "name", asked.name() == null ? null : like(asked.name()));
    return query;
  }

  private static void bind(Query query, String name, @Nullable String value) {
    if (value != null) {
      query.bind(name, Prepared.text(value));
    }
  }

  private static String like(String part) {
    return "%"
        + part.toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_")
        + "%";
  }

  private static List<Label> labels(Handle handle, Room room) {
    return handle
        .createQuery("SELECT name, colour FROM room_label WHERE room = :room ORDER BY place, name")
        .bind("room", room.id().value())
        .map((row, _) -> new Label(row.getString("name"), row.getString("colour")))
        .list();
  }

  private static List<NoteAdded> notes(Handle handle, AccountId account, Room room) {
    return handle
        .createQuery(
            "SELECT * FROM room_note WHERE room = :room ORDER BY at_ms DESC, id DESC LIMIT :limit")
        .bind("room", room.id().value())
        .bind("limit", MAX_SHOWN)
        .map((row, _) ->
            new NoteAdded(
                Instant.ofEpochMilli(row.getLong("at_ms")),
                account,
                room.id(),
                row.getString("id"),
                agent(row.getString("agent")),
                row.getString("body")))
        .list()
        .reversed();
  }

  private static List<RoomMoved> events(Handle handle, Room room) {
    return handle
        .createQuery(
            "SELECT * FROM room_event WHERE room IN"
                + " (SELECT id FROM room WHERE id = :room OR merged_into = :room)"
                + " ORDER BY at_ms DESC, place DESC, room DESC LIMIT :limit")
        .bind("room", room.id().value())
        .bind("limit", MAX_SHOWN)
        .map((row, _) -> moved(row))
        .list()
        .reversed();
  }

  private static RoomMoved moved(ResultSet row) throws SQLException {
    RoomEventKind kind = RoomEventKind.valueOf(row.getString("kind"));
    List<AgentId> agents =
        row.getString("agents").lines().filter(a -> !a.isEmpty()).map(AgentId::new).toList();
    RoomState unassigned =
        kind == RoomEventKind.RESOLVED ? new RoomState.Resolved() : new RoomState.Open();
    return new RoomMoved(
        new RoomId(row.getString("room")),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        row.getInt("place"),
        kind,
        agent(row.getString("agent")),
        agents.isEmpty() ? unassigned : new RoomState.Answered(agents));
  }

  private static Optional<List<RoomMessage>> messages(
      Handle handle, AccountId account, Room room, @Nullable MessageId before, int limit) {
    Optional<Long> sentAt =
        before == null
            ? Optional.of(Long.MAX_VALUE)
            : handle
                .createQuery(
                    "SELECT sent_at_ms FROM room_message"
                        + " WHERE account = :account AND id = :id AND room = :room")
                .bind("account", account.value())
                .bind("id", Prepared.text(before.value()))
                .bind("room", room.id().value())
                .mapTo(Long.class)
                .findOne();
    return sentAt.map(at ->
        handle
            .createQuery(
                "SELECT m.*, x.id AS media, x.state, x.type, x.size_bytes, x.failure,"
                    + " a.state AS asked, a.ends_at_ms"
                    + " FROM room_message m"
                    + " LEFT JOIN room_media x ON x.account = m.account AND x.message = m.id"
                    + " LEFT JOIN permission_ask a ON a.account = m.account"
                    + " AND a.message = m.id"
                    + " WHERE m.room = :room"
                    + " AND (m.sent_at_ms < :at OR (m.sent_at_ms = :at AND m.id < :id))"
                    + " ORDER BY m.sent_at_ms DESC, m.id DESC LIMIT :limit")
            .bind("room", room.id().value())
            .bind("at", at)
            .bind("id", before == null ? "" : Prepared.text(before.value()))
            .bind("limit", limit + 1)
            .map((row, _) -> message(row))
            .list());
  }

  private static RoomMessage message(ResultSet row) throws SQLException {
    String answers = row.getString("answers");
    String call = row.getString("call");
    String status = row.getString("status");
    long statusAt = row.getLong("status_at_ms");
    return new RoomMessage(
        new MessageId(row.getString("id")),
        row.getString("direction").equals("INBOUND"),
        MessageKind.valueOf(row.getString("kind")),
        row.getString("body"),
        row.getString("media_id"),
        answers == null ? null : new MessageId(answers),
        call == null ? null : new CallId(call),
        Instant.ofEpochMilli(row.getLong("sent_at_ms")),
        status == null ? null : MessageStatus.valueOf(status),
        status == null ? null : Instant.ofEpochMilli(statusAt),
        row.getString("media") == null ? null : RecordingTable.media(row, "media"),
        agent(row.getString("agent")),
        request(row));
  }

  private static RoomMessage.@Nullable Request request(ResultSet row) throws SQLException {
    String asked = row.getString("asked");
    return asked == null
        ? null
        : new RoomMessage.Request(
            Ask.State.valueOf(asked), Instant.ofEpochMilli(row.getLong("ends_at_ms")));
  }

  private static @Nullable AgentId agent(@Nullable String agent) {
    return agent == null ? null : new AgentId(agent);
  }
}
