package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Rooms as the switchboard needs them back. Methods block on the disk.
public final class RoomTable {
  private static final String ANSWERED =
      " FROM room r WHERE r.account = :account AND r.state = 'ANSWERED' AND r.merged_into IS NULL";

  private final Jdbi jdbi;

  RoomTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The account's answered rooms, for a start: three queries, however many there are.
  public List<Room> answered(AccountId account) {
    return jdbi.inTransaction(handle -> {
      Map<String, List<Alias>> aliases =
          byRoom(handle, "SELECT room, kind, value FROM room_alias", account, RoomTable::alias);
      Map<String, List<AgentId>> agents =
          byRoom(
              handle,
              "SELECT room, agent FROM room_agent",
              account,
              row -> new AgentId(row.getString("agent")));
      return handle
          .createQuery("SELECT r.*" + ANSWERED + " ORDER BY r.id")
          .bind("account", account.value())
          .map((row, _) -> Row.of(row))
          .list()
          .stream()
          .map(row ->
              row.room(
                  aliases.getOrDefault(row.id(), List.of()),
                  agents.getOrDefault(row.id(), List.of())))
          .toList();
    });
  }

  /// What belongs to answered rooms, by room.
  private static <T> Map<String, List<T>> byRoom(
      Handle handle, String select, AccountId account, Reading<T> reading) {
    Map<String, List<T>> all = new HashMap<>();
    handle
        .createQuery(select + " WHERE room IN (SELECT r.id" + ANSWERED + ") ORDER BY room, place")
        .bind("account", account.value())
        .map((row, _) -> Map.entry(row.getString("room"), reading.of(row)))
        .forEach(e -> all.computeIfAbsent(e.getKey(), _ -> new ArrayList<>()).add(e.getValue()));
    return all;
  }

  /// Reads one row.
  @FunctionalInterface
  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /// What a fact wants to have in memory. Without a transaction: who asks is the only one whose
  /// records change rooms.
  public List<Room> recall(AccountId account, Recall wanted) {
    return jdbi.withHandle(handle -> {
      List<Room> rooms = new ArrayList<>();
      for (String id : ids(handle, account, wanted)) {
        find(handle, account, id).ifPresent(rooms::add);
      }
      return rooms;
    });
  }

  /// Whether this message is kept already, so that it is not new.
  public boolean knows(AccountId account, MessageId message) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT 1 FROM room_message WHERE account = :account AND id = :id")
            .bind("account", account.value())
            .bind("id", Prepared.text(message.value()))
            .mapTo(Integer.class)
            .findOne()
            .isPresent());
  }

  /// The room of that id; one that is part of another is that other.
  static Optional<Room> find(Handle handle, AccountId account, String id) {
    return rows(
            handle,
            handle
                .createQuery(
                    "SELECT * FROM room WHERE account = :account AND id ="
                        + " (SELECT COALESCE(merged_into, id) FROM room WHERE id = :id)")
                .bind("account", account.value())
                .bind("id", id))
        .stream()
        .findFirst();
  }

  static List<Room> rows(Handle handle, Query query) {
    return query.map((row, _) -> Row.of(row)).list().stream()
        .map(row -> room(handle, row))
        .toList();
  }

  private static Set<String> ids(Handle handle, AccountId account, Recall wanted) {
    return switch (wanted) {
      case Recall.ById(RoomId room) -> Set.of(room.value());
      case Recall.ByAlias aliases ->
          AliasQuery.owners(handle, "room_alias", "room", account, aliases);
    };
  }

  /// A room's own row.
  private record Row(
      String id,
      String channel,
      String state,
      @Nullable String name,
      Instant firstAt,
      Instant lastAt,
      @Nullable Instant wroteAt,
      int events,
      boolean archived) {
    static Row of(ResultSet row) throws SQLException {
      long wroteAt = row.getLong("wrote_at_ms");
      Instant wrote = row.wasNull() ? null : Instant.ofEpochMilli(wroteAt);
      return new Row(
          row.getString("id"),
          row.getString("channel"),
          row.getString("state"),
          row.getString("customer_name"),
          Instant.ofEpochMilli(row.getLong("first_at_ms")),
          Instant.ofEpochMilli(row.getLong("last_at_ms")),
          wrote,
          row.getInt("events"),
          row.getLong("archived") == 1);
    }

    Room room(List<Alias> aliases, List<AgentId> agents) {
      return new Room(
          new RoomId(id),
          new ChannelId(channel),
          new Customer(name, aliases),
          switch (state) {
            case "ANSWERED" ->
                agents.isEmpty() ? new RoomState.Open() : new RoomState.Answered(agents);
            case "RESOLVED" -> new RoomState.Resolved();
            default -> new RoomState.Open();
          },
          firstAt,
          lastAt,
          wroteAt,
          events,
          archived);
    }
  }

  private static Room room(Handle handle, Row row) {
    List<Alias> aliases =
        handle
            .createQuery("SELECT kind, value FROM room_alias WHERE room = :room ORDER BY place")
            .bind("room", row.id())
            .map((alias, _) -> alias(alias))
            .list();
    List<AgentId> agents =
        handle
            .createQuery("SELECT agent FROM room_agent WHERE room = :room ORDER BY place")
            .bind("room", row.id())
            .map((agent, _) -> new AgentId(agent.getString("agent")))
            .list();
    return row.room(aliases, agents);
  }

  private static Alias alias(ResultSet row) throws SQLException {
    return new Alias(Alias.Kind.valueOf(row.getString("kind")), row.getString("value"));
  }
}
