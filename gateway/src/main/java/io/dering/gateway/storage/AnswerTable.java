package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What requests with an idempotency key were answered, for [#KEPT]. All of it, the look included,
/// goes through the one commit loop, so that of two requests with one key one is first.
public final class AnswerTable {
  /// From the first request with a key.
  public static final Duration KEPT = Duration.ofHours(24);

  private final Consumer<Write> writes;
  private final InstantSource clock;

  AnswerTable(Consumer<Write> writes, InstantSource clock) {
    this.writes = writes;
    this.clock = clock;
  }

  /// Whose key it is.
  ///
  /// @param caller stable name of who asks within the account
  public record Place(AccountId account, String caller, String key) {}

  /// What stands at a place.
  public sealed interface Found {
    /// Nothing did: it is now marked as being worked on.
    record Nothing() implements Found {}

    /// A request is being worked on by that process.
    record Working(String fingerprint, String worker) implements Found {}

    /// A request was answered. Never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Answered(String fingerprint, int status, byte[] answer) implements Found {}
  }

  /// Looks at the place, and takes it when it is free.
  public CompletableFuture<Found> claim(Place place, String fingerprint, String worker) {
    Instant now = clock.instant();
    return write(connection -> {
      try (PreparedStatement old =
          connection.prepareStatement(
              "DELETE FROM kept_answer WHERE account = ? AND caller = ? AND request_key = ?"
                  + " AND at_ms < ?")) {
        set(old, place);
        old.setLong(4, now.minus(KEPT).toEpochMilli());
        old.executeUpdate();
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO kept_answer (account, caller, request_key, fingerprint, worker, at_ms)
              VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
              """)) {
        set(insert, place);
        insert.setString(4, fingerprint);
        insert.setString(5, worker);
        insert.setLong(6, now.toEpochMilli());
        return insert.executeUpdate() == 1 ? new Found.Nothing() : found(connection, place);
      }
    });
  }

  /// Keeps the answer of the request that holds the place.
  public CompletableFuture<Boolean> keep(Place place, int status, byte[] answer) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE kept_answer SET status = ?, answer = ?"
                  + " WHERE account = ? AND caller = ? AND request_key = ? AND status IS NULL")) {
        update.setInt(1, status);
        update.setBytes(2, answer);
        update.setString(3, place.account().value());
        update.setString(4, place.caller());
        update.setString(5, place.key());
        return update.executeUpdate() == 1;
      }
    });
  }

  /// Gives the place back: the request had no effect.
  public CompletableFuture<Boolean> release(Place place) {
    return write(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM kept_answer WHERE account = ? AND caller = ? AND request_key = ?"
                  + " AND status IS NULL")) {
        set(delete, place);
        return delete.executeUpdate() == 1;
      }
    });
  }

  /// Takes the request from whoever worked on it: it is nobody's any more.
  public CompletableFuture<Boolean> interrupt(Place place) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE kept_answer SET worker = ''"
                  + " WHERE account = ? AND caller = ? AND request_key = ? AND status IS NULL")) {
        set(update, place);
        return update.executeUpdate() == 1;
      }
    });
  }

  /// Deletes at most `limit` answers whose time is up; gives how many went.
  CompletableFuture<Integer> purge(int limit) {
    Instant before = clock.instant().minus(KEPT);
    return write(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement(
              """
              DELETE FROM kept_answer WHERE (account, caller, request_key) IN (
                SELECT account, caller, request_key FROM kept_answer WHERE at_ms < ?
                ORDER BY at_ms LIMIT ?)
              """)) {
        delete.setLong(1, before.toEpochMilli());
        delete.setInt(2, limit);
        return delete.executeUpdate();
      }
    });
  }

  private static Found found(Connection connection, Place place) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT fingerprint, worker, status, answer FROM kept_answer"
                + " WHERE account = ? AND caller = ? AND request_key = ?")) {
      set(select, place);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new StoreFailure(StoreFailure.Kind.CONFLICT, "A kept answer vanished.");
        }
        int status = row.getInt("status");
        return row.wasNull()
            ? new Found.Working(row.getString("fingerprint"), row.getString("worker"))
            : new Found.Answered(row.getString("fingerprint"), status, row.getBytes("answer"));
      }
    }
  }

  private static void set(PreparedStatement statement, Place place) throws SQLException {
    statement.setString(1, place.account().value());
    statement.setString(2, place.caller());
    statement.setString(3, place.key());
  }

  private <T> CompletableFuture<T> write(SqlWork<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    writes.accept(new Write.Work<>(work, done));
    return done;
  }
}
