package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The backends' tokens (RM-14). Reads block on the disk and see every revocation whose future has
/// completed; writes go through the one commit loop.
public final class TokenTable {
  private static final String LIVE =
      "SELECT * FROM api_token WHERE digest = :digest AND revoked_at_ms IS NULL"
          + " AND (expires_at_ms IS NULL OR expires_at_ms > :now)";

  private final Jdbi jdbi;
  private final Consumer<Write> writes;

  TokenTable(Jdbi jdbi, Consumer<Write> writes) {
    this.jdbi = jdbi;
    this.writes = writes;
  }

  /// A token as it is stored.
  ///
  /// @param scopes names with a space between them
  /// @param lastUsedOn in UTC, null if never
  public record Row(
      String id,
      AccountId account,
      String name,
      String scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable LocalDate lastUsedOn) {}

  /// Stores a new token by its digest (SHA-256 in hexadecimal).
  ///
  /// @return false when the account has `most` already; then nothing is stored
  public CompletableFuture<Boolean> add(Row token, String digest, int most) {
    return write(connection -> {
      if (count(connection, token.account()) >= most) {
        return false;
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO api_token (id, account, name, digest, scopes, created_at_ms, expires_at_ms)
              VALUES (?, ?, ?, ?, ?, ?, ?)
              """)) {
        insert.setString(1, token.id());
        insert.setString(2, token.account().value());
        insert.setString(3, token.name());
        insert.setString(4, digest);
        insert.setString(5, token.scopes());
        insert.setLong(6, token.createdAt().toEpochMilli());
        Instant expiresAt = token.expiresAt();
        if (expiresAt == null) {
          insert.setNull(7, Types.BIGINT);
        } else {
          insert.setLong(7, expiresAt.toEpochMilli());
        }
        insert.executeUpdate();
      }
      return true;
    });
  }

  /// Ends a token; one that has been ended stays so.
  ///
  /// @return false when the account never had it
  public CompletableFuture<Boolean> revoke(AccountId account, String id, Instant at) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE api_token SET revoked_at_ms = COALESCE(revoked_at_ms, ?)"
                  + " WHERE account = ? AND id = ?")) {
        update.setLong(1, at.toEpochMilli());
        update.setString(2, account.value());
        update.setString(3, id);
        return update.executeUpdate() == 1;
      }
    });
  }

  /// Notes the day of a use; an earlier day than the one that is noted changes nothing.
  public CompletableFuture<Boolean> used(String id, LocalDate day) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE api_token SET last_used_day = ?"
                  + " WHERE id = ? AND (last_used_day IS NULL OR last_used_day < ?)")) {
        update.setLong(1, day.toEpochDay());
        update.setString(2, id);
        update.setLong(3, day.toEpochDay());
        return update.executeUpdate() == 1;
      }
    });
  }

  /// The token of that digest that is neither revoked nor over.
  public Optional<Row> live(String digest, Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(LIVE)
            .bind("digest", digest)
            .bind("now", now.toEpochMilli())
            .map((row, _) -> row(row))
            .findOne());
  }

  /// The account's tokens that were not revoked, oldest first.
  public List<Row> of(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM api_token WHERE account = :account AND revoked_at_ms IS NULL"
                    + " ORDER BY created_at_ms, id")
            .bind("account", account.value())
            .map((row, _) -> row(row))
            .list());
  }

  private static int count(Connection connection, AccountId account) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM api_token WHERE account = ? AND revoked_at_ms IS NULL")) {
      count.setString(1, account.value());
      try (ResultSet row = count.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    long expiresAtMs = row.getLong("expires_at_ms");
    Instant expiresAt = row.wasNull() ? null : Instant.ofEpochMilli(expiresAtMs);
    long day = row.getLong("last_used_day");
    LocalDate lastUsedOn = row.wasNull() ? null : LocalDate.ofEpochDay(day);
    return new Row(
        row.getString("id"),
        new AccountId(row.getString("account")),
        row.getString("name"),
        row.getString("scopes"),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        expiresAt,
        lastUsedOn);
  }

  private <T> CompletableFuture<T> write(SqlWork<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    writes.accept(new Write.Work<>(work, done));
    return done;
  }
}
