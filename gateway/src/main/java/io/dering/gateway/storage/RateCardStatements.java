package io.dering.gateway.storage;

import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/// Writes a new version of an account's rate card. Used by [Statements] alone.
final class RateCardStatements {
  private final PreparedStatement version;
  private final PreparedStatement row;

  RateCardStatements(Prepared prepared) throws SQLException {
    version =
        prepared.prepare(
            """
            INSERT INTO rate_card (account, version, at_ms, by_agent, currency, increment_seconds,
              minimum_seconds) VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
    row =
        prepared.prepare(
            """
            INSERT INTO rate_card_row (account, version, prefix, effective_from, from_minutes,
              to_minutes, price_minor) VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
  }

  void append(RateCardRecord record) throws SQLException {
    RateCard card = record.card();
    AgentId by = record.by();
    version.setString(1, record.account().value());
    version.setLong(2, record.version());
    version.setLong(3, record.at().toEpochMilli());
    version.setString(4, by == null ? null : Prepared.text(by.value()));
    version.setString(5, card.currency());
    version.setInt(6, card.incrementSeconds());
    version.setInt(7, card.minimumSeconds());
    version.executeUpdate();
    for (RateRow each : card.rows()) {
      row.setString(1, record.account().value());
      row.setLong(2, record.version());
      row.setString(3, each.prefix());
      row.setString(4, each.effectiveFrom().toString());
      row.setLong(5, each.fromMinutes());
      Long to = each.toMinutes();
      if (to == null) {
        row.setNull(6, Types.BIGINT);
      } else {
        row.setLong(6, to);
      }
      row.setLong(7, each.pricePerMinuteMinor());
      row.addBatch();
    }
    row.executeBatch();
  }
}
