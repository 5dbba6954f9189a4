package io.dering.gateway.storage;

import io.dering.signaling.call.Direction;
import io.dering.signaling.charges.MetaCharge;
import io.dering.signaling.charges.MetaMonth;
import io.dering.signaling.id.AccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// What Meta charged, month by month, and the pulses that our own log of calls makes of the same
/// talk. Reads block on the disk; writes go through the one commit loop.
public final class MetaChargeTable {
  private static final String KEY = " WHERE account = ? AND month = ? AND waba = ?";

  private final Jdbi jdbi;
  private final Consumer<Write> writes;

  MetaChargeTable(Jdbi jdbi, Consumer<Write> writes) {
    this.jdbi = jdbi;
    this.writes = writes;
  }

  /// Takes the place of what was told of that month before, as a whole. What is older than that
  /// changes nothing.
  ///
  /// @return whether it was newer
  public CompletableFuture<Boolean> replace(MetaMonth month) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    writes.accept(new Write.Work<>(connection -> replace(connection, month), done));
    return done;
  }

  private static boolean replace(Connection connection, MetaMonth month) throws SQLException {
    try (PreparedStatement head =
            connection.prepareStatement(
                """
                INSERT INTO meta_month (account, month, waba, currency, read_at_ms)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (account, month, waba) DO UPDATE
                  SET currency = excluded.currency, read_at_ms = excluded.read_at_ms
                  WHERE meta_month.read_at_ms <= excluded.read_at_ms
                """);
        PreparedStatement former = connection.prepareStatement("DELETE FROM meta_charge" + KEY);
        PreparedStatement charge =
            connection.prepareStatement(
                """
                INSERT INTO meta_charge (account, month, waba, country, direction, tier, calls,
                  talk_ms, cost_micros) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      key(head, month);
      head.setString(4, month.currency());
      head.setLong(5, month.readAt().toEpochMilli());
      if (head.executeUpdate() == 0) {
        return false;
      }
      key(former, month);
      former.executeUpdate();
      for (MetaCharge each : month.charges()) {
        Direction direction = each.direction();
        key(charge, month);
        charge.setString(4, each.country());
        charge.setString(5, direction == null ? "" : direction.name());
        charge.setString(6, each.tier());
        charge.setLong(7, each.calls());
        charge.setLong(8, each.talkMs());
        charge.setLong(9, each.costMicros());
        charge.addBatch();
      }
      charge.executeBatch();
      return true;
    }
  }

  private static void key(PreparedStatement statement, MetaMonth month) throws SQLException {
    statement.setString(1, month.account().value());
    statement.setString(2, month.month().toString());
    statement.setString(3, month.waba());
  }

  /// A month as Meta told it last, at each WhatsApp Business Account that it was asked of; the
  /// dearest charge first.
  public List<MetaMonth> month(AccountId account, YearMonth month) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery(
                "SELECT * FROM meta_month WHERE account = :account AND month = :month"
                    + " ORDER BY waba")
            .bind("account", account.value())
            .bind("month", month.toString())
            .map((row, _) -> month(handle, account, month, row))
            .list());
  }

  private static MetaMonth month(Handle handle, AccountId account, YearMonth month, ResultSet row)
      throws SQLException {
    String waba = row.getString("waba");
    List<MetaCharge> charges =
        handle
            .createQuery(
                "SELECT * FROM meta_charge WHERE account = :account AND month = :month"
                    + " AND waba = :waba"
                    + " ORDER BY cost_micros DESC, calls DESC, country, direction, tier")
            .bind("account", account.value())
            .bind("month", month.toString())
            .bind("waba", waba)
            .map((each, _) -> charge(each))
            .list();
    return new MetaMonth(
        account,
        waba,
        month,
        row.getString("currency"),
        Instant.ofEpochMilli(row.getLong("read_at_ms")),
        charges);
  }

  private static MetaCharge charge(ResultSet row) throws SQLException {
    String direction = row.getString("direction");
    return new MetaCharge(
        row.getString("country"),
        direction.isEmpty() ? null : Direction.valueOf(direction),
        row.getString("tier"),
        row.getLong("calls"),
        row.getLong("talk_ms"),
        row.getLong("cost_micros"));
  }

  /// The first month that Meta told of.
  public Optional<YearMonth> first(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT month FROM meta_month WHERE account = :account ORDER BY month LIMIT 1")
            .bind("account", account.value())
            .mapTo(String.class)
            .findOne()
            .map(YearMonth::parse));
  }

  /// Months from `from` to before `until` in which calls ended, and of which this WhatsApp Business
  /// Account was not asked since so long after they ended; the newest first.
  public List<YearMonth> unsettled(
      AccountId account, String waba, YearMonth from, YearMonth until, Duration settled) {
    return jdbi.withHandle(handle -> {
      List<YearMonth> months = new ArrayList<>();
      for (YearMonth month = until.minusMonths(1);
          !month.isBefore(from);
          month = month.minusMonths(1)) {
        boolean open =
            handle
                .createQuery(
                    """
                    SELECT 1 WHERE EXISTS (SELECT 1 FROM call
                        WHERE account = :account AND closed_at_ms >= :from AND closed_at_ms < :until
                          AND closed_at_ms IS NOT NULL)
                      AND NOT EXISTS (SELECT 1 FROM meta_month
                        WHERE account = :account AND month = :month AND waba = :waba
                          AND read_at_ms >= :settled)
                    """)
                .bind("account", account.value())
                .bind("waba", waba)
                .bind("month", month.toString())
                .bind("from", firstMs(month))
                .bind("until", firstMs(month.plusMonths(1)))
                .bind("settled", firstMs(month.plusMonths(1)) + settled.toMillis())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (open) {
          months.add(month);
        }
      }
      return months;
    });
  }

  /// The begun pulses of six seconds of the calls to customers that ended in a month (UTC), by our
  /// own clock.
  public long pulses(AccountId account, YearMonth month) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT COALESCE(SUM((talk_ms + 5999) / 6000), 0) FROM call
                WHERE account = :account AND closed_at_ms >= :from AND closed_at_ms < :until
                  AND closed_at_ms IS NOT NULL AND direction = 'OUTBOUND'
                """)
            .bind("account", account.value())
            .bind("from", firstMs(month))
            .bind("until", firstMs(month.plusMonths(1)))
            .mapTo(Long.class)
            .one());
  }

  private static long firstMs(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }
}
