package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/// How well an account's calls were answered (RM-12). Methods block on the disk, and read an index
/// and no row: as many entries of it as there were calls since then, however long the log is.
public final class FigureTable {
  private final Jdbi jdbi;
  private final String since;

  FigureTable(Jdbi jdbi, Dialect dialect) {
    this.jdbi = jdbi;
    this.since = since(dialect);
  }

  /// Left out are calls that nobody was to answer. SQLite is told which index: by itself it takes
  /// one that leads to the rows.
  static String since(Dialect dialect) {
    String index =
        switch (dialect) {
          case SQLITE -> "INDEXED BY call_figures";
          case POSTGRESQL -> "";
        };
    return """
    SELECT COUNT(*) AS calls,
      COALESCE(SUM(CASE WHEN status = 'ANSWERED' THEN 1 ELSE 0 END), 0) AS answered,
      COALESCE(SUM(CASE WHEN status = 'ANSWERED' AND ring_ms <= :within THEN 1 ELSE 0 END), 0)
        AS within_target,
      COALESCE(SUM(CASE WHEN status = 'ANSWERED' THEN ring_ms ELSE 0 END), 0) AS wait_ms,
      COALESCE(MAX(CASE WHEN status = 'ANSWERED' THEN ring_ms ELSE 0 END), 0) AS longest_ms
    FROM call %s
    WHERE account = :account AND opened_at_ms >= :from AND direction = 'INBOUND'
      AND status IS NOT NULL
      AND reason NOT IN ('INBOUND_OFF', 'OUT_OF_HOURS', 'UNKNOWN_CHANNEL', 'STALE')
    """
        .formatted(index);
  }

  /// @param waitMs of all answered calls together
  public record Row(
      long calls, long answered, long withinTarget, long waitMs, long longestWaitMs) {}

  /// The inbound calls that began at or after `from` and are over.
  public Row since(AccountId account, Instant from, Duration within) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(since)
            .bind("account", account.value())
            .bind("from", from.toEpochMilli())
            .bind("within", within.toMillis())
            .map((row, _) ->
                new Row(
                    row.getLong("calls"),
                    row.getLong("answered"),
                    row.getLong("within_target"),
                    row.getLong("wait_ms"),
                    row.getLong("longest_ms")))
            .one());
  }
}
