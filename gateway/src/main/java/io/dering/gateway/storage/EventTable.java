package io.dering.gateway.storage;

import io.dering.gateway.events.EventLog;
import io.dering.gateway.events.StoredEvent;
import io.dering.signaling.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// The events of the last days. Methods block on the disk.
public final class EventTable implements EventLog {
  private final Jdbi jdbi;

  EventTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public List<StoredEvent> after(AccountId account, long seq, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM event WHERE account = :account AND seq > :seq"
                    + " ORDER BY seq LIMIT :limit")
            .bind("account", account.value())
            .bind("seq", seq)
            .bind("limit", limit)
            .map((row, _) -> event(row))
            .list());
  }

  @Override
  public Optional<StoredEvent> find(AccountId account, long seq) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM event WHERE account = :account AND seq = :seq")
            .bind("account", account.value())
            .bind("seq", seq)
            .map((row, _) -> event(row))
            .findOne());
  }

  @Override
  public long last() {
    return jdbi.withHandle(handle ->
        handle.createQuery("SELECT COALESCE(MAX(seq), 0) FROM event").mapTo(Long.class).one());
  }

  private static StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong("seq"),
        new AccountId(row.getString("account")),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        row.getString("type"),
        row.getString("data"));
  }
}
