package io.dering.gateway.storage;

import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Rate cards, the one that holds and those before it. Methods block on the disk.
public final class RateCardTable {
  private final Jdbi jdbi;

  RateCardTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The newest; empty for an account that has none, so that that of the configuration holds.
  public Optional<RateCardRecord> newest(AccountId account) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery(
                "SELECT * FROM rate_card WHERE account = :account ORDER BY version DESC LIMIT 1")
            .bind("account", account.value())
            .map((row, _) -> card(handle, row))
            .findOne());
  }

  private static RateCardRecord card(Handle handle, ResultSet row) throws SQLException {
    AccountId account = new AccountId(row.getString("account"));
    long version = row.getLong("version");
    List<RateRow> rows =
        handle
            .createQuery(
                "SELECT * FROM rate_card_row WHERE account = :account AND version = :version")
            .bind("account", account.value())
            .bind("version", version)
            .map((each, _) -> row(each))
            .list();
    String by = row.getString("by_agent");
    return new RateCardRecord(
        Instant.ofEpochMilli(row.getLong("at_ms")),
        account,
        version,
        new RateCard(
            row.getString("currency"),
            row.getInt("increment_seconds"),
            row.getInt("minimum_seconds"),
            rows),
        by == null ? null : new AgentId(by));
  }

  private static RateRow row(ResultSet row) throws SQLException {
    long to = row.getLong("to_minutes");
    Long toMinutes = row.wasNull() ? null : to;
    return new RateRow(
        row.getString("prefix"),
        LocalDate.parse(row.getString("effective_from")),
        row.getLong("from_minutes"),
        toMinutes,
        row.getLong("price_minor"));
  }
}
