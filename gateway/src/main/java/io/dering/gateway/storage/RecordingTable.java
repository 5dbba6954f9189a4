package io.dering.gateway.storage;

import io.dering.gateway.recordings.Recording;
import io.dering.gateway.recordings.RecordingBook;
import io.dering.signaling.activity.RoomMessage.Media;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Recordings that customers leave, from wanted to expired (IN-10). Reads block on the disk; writes
/// go through the one commit loop.
public final class RecordingTable implements RecordingBook {
  private static final String SELECT =
      "SELECT x.*, m.room FROM room_media x"
          + " JOIN room_message m ON m.account = x.account AND m.id = x.message";

  private final Jdbi jdbi;
  private final Consumer<Write> writes;
  private final Function<RoomRecord, CompletableFuture<Void>> append;

  RecordingTable(
      Jdbi jdbi, Consumer<Write> writes, Function<RoomRecord, CompletableFuture<Void>> append) {
    this.jdbi = jdbi;
    this.writes = writes;
    this.append = append;
  }

  /// A recording left for a call.
  public record Voicemail(RoomId room, MessageId message, Instant sentAt, @Nullable Media media) {
    /// Redacted.
    @Override
    public String toString() {
      return "Voicemail[" + room + "]";
    }
  }

  /// A recording that is kept, in that room or one that became part of it.
  public Optional<Media> kept(AccountId account, RoomId room, String id) {
    return jdbi.inTransaction(handle ->
        RoomTable.find(handle, account, room.value())
            .flatMap(found ->
                handle
                    .createQuery(
                        SELECT + " WHERE x.account = :account AND x.id = :id AND m.room = :room")
                    .bind("account", account.value())
                    .bind("id", id)
                    .bind("room", found.id().value())
                    .map((row, _) -> media(row, "id"))
                    .findOne()));
  }

  /// The recordings left for a call, the oldest first.
  public List<Voicemail> of(AccountId account, CallId call) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT m.room, m.id AS message_id, m.sent_at_ms, x.id, x.state, x.type, x.size_bytes,"
                    + " x.failure FROM room_message m"
                    + " LEFT JOIN room_media x ON x.account = m.account AND x.message = m.id"
                    + " WHERE m.call = :call AND m.account = :account ORDER BY m.sent_at_ms, m.id")
            .bind("account", account.value())
            .bind("call", call.value())
            .map((row, _) ->
                new Voicemail(
                    new RoomId(row.getString("room")),
                    new MessageId(row.getString("message_id")),
                    Instant.ofEpochMilli(row.getLong("sent_at_ms")),
                    row.getString("id") == null ? null : media(row, "id")))
            .list());
  }

  @Override
  public List<Recording> due(Instant now, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + " WHERE x.state = 'WAITING' AND x.due_at_ms <= :now"
                    + " ORDER BY x.due_at_ms, x.id LIMIT :limit")
            .bind("now", now.toEpochMilli())
            .bind("limit", limit)
            .map((row, _) -> recording(row))
            .list());
  }

  @Override
  public Optional<Instant> nextDue() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT due_at_ms FROM room_media WHERE state = 'WAITING'"
                    + " ORDER BY due_at_ms LIMIT 1")
            .map((row, _) -> Instant.ofEpochMilli(row.getLong("due_at_ms")))
            .findOne());
  }

  @Override
  public CompletableFuture<Boolean> postponed(Recording recording, String failure, Instant dueAt) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE room_media SET attempts = attempts + 1, failure = ?, due_at_ms = ?"
                  + " WHERE id = ? AND state = 'WAITING'")) {
        update.setString(1, failure);
        update.setLong(2, dueAt.toEpochMilli());
        update.setString(3, recording.id());
        return update.executeUpdate() == 1;
      }
    });
  }

  @Override
  public CompletableFuture<Void> ended(RoomRecord end) {
    return append.apply(end);
  }

  @Override
  public List<Recording> keptUntil(Instant time, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + " WHERE x.state = 'KEPT' AND x.kept_at_ms <= :time"
                    + " ORDER BY x.kept_at_ms, x.id LIMIT :limit")
            .bind("time", time.toEpochMilli())
            .bind("limit", limit)
            .map((row, _) -> recording(row))
            .list());
  }

  @Override
  public CompletableFuture<Boolean> expired(Recording recording) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE room_media SET state = 'EXPIRED' WHERE id = ?")) {
        update.setString(1, recording.id());
        return update.executeUpdate() == 1;
      }
    });
  }

  @Override
  public long bytesKept() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT COALESCE(SUM(size_bytes), 0) AS bytes FROM room_media WHERE state = 'KEPT'")
            .map((row, _) -> row.getLong("bytes"))
            .one());
  }

  @Override
  public List<String> unknown(List<String> ids) {
    Set<String> known =
        new HashSet<>(
            jdbi.withHandle(handle ->
                handle
                    .createQuery("SELECT id FROM room_media WHERE state = 'KEPT'")
                    .mapTo(String.class)
                    .list()));
    return ids.stream().filter(id -> !known.contains(id)).toList();
  }

  /// @param id the column with the recording's own id
  static Media media(ResultSet row, String id) throws SQLException {
    long size = row.getLong("size_bytes");
    Long sizeBytes = row.wasNull() ? null : size;
    return new Media(
        row.getString(id),
        Media.State.valueOf(row.getString("state")),
        row.getString("type"),
        sizeBytes,
        row.getString("failure"));
  }

  private static Recording recording(ResultSet row) throws SQLException {
    return new Recording(
        new AccountId(row.getString("account")),
        new RoomId(row.getString("room")),
        new MessageId(row.getString("message")),
        row.getString("id"),
        new ChannelId(row.getString("channel")),
        row.getString("media_id"),
        row.getString("type"),
        row.getString("sha256"),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("first_at_ms")));
  }

  private <T> CompletableFuture<T> write(SqlWork<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    writes.accept(new Write.Work<>(work, done));
    return done;
  }
}
