package io.dering.gateway.storage;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.HoldState;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.money.LedgerSnapshot.KnownEntry;
import io.dering.signaling.money.LedgerSnapshot.KnownHold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Voice balances: what a start takes up, and what people look at. Methods block on the disk.
public final class LedgerTable {
  /// The longest page.
  public static final int MAX_LIMIT = 200;

  /// What the index by time asks for; true of every entry.
  private static final String BY_TIME = " AND sequence > 0";

  private final Jdbi jdbi;

  LedgerTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// A month of a ledger (UTC), by the kinds of its entries.
  public record Month(Map<EntryKind, Sum> sums) {
    public Month {
      sums = Map.copyOf(sums);
    }

    /// All zeros for a kind that did not happen.
    public Sum of(EntryKind kind) {
      return sums.getOrDefault(kind, new Sum(0, 0));
    }
  }

  /// @param entries how many; of CHARGE the charged minutes
  /// @param amountMinor signed
  public record Sum(long entries, long amountMinor) {}

  /// The ledger as a start takes it up.
  public LedgerSnapshot snapshot(AccountId account) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery(
                "SELECT h.*, e.at_ms FROM ledger_head h JOIN ledger_entry e"
                    + " ON e.account = h.account AND e.sequence = h.sequence"
                    + " WHERE h.account = :account")
            .bind("account", account.value())
            .map((row, _) -> snapshot(handle, account, row))
            .findOne()
            .orElse(LedgerSnapshot.EMPTY));
  }

  private static LedgerSnapshot snapshot(Handle handle, AccountId account, ResultSet head)
      throws SQLException {
    List<KnownEntry> entries =
        handle
            .createQuery(
                "SELECT * FROM ledger_entry WHERE account = :account AND kind <> 'CHARGE'"
                    + " ORDER BY sequence DESC LIMIT :limit")
            .bind("account", account.value())
            .bind("limit", LedgerSnapshot.ENTRIES)
            .map((row, _) -> {
              EntryAdded entry = entry(row);
              return new KnownEntry(entry.entry(), entry.kind(), entry.askedMinor(), entry.call());
            })
            .list()
            .reversed();
    long lastMs = Math.max(head.getLong("at_ms"), lastHeldMs(handle, account));
    Instant last = Instant.ofEpochMilli(lastMs);
    YearMonth month = YearMonth.from(last.atOffset(ZoneOffset.UTC));
    return new LedgerSnapshot(
        head.getLong("balance_minor"),
        head.getLong("held_minor"),
        head.getLong("sequence"),
        last,
        holds(handle, account),
        entries,
        month(handle, account, month).of(EntryKind.CHARGE).entries());
  }

  private static long lastHeldMs(Handle handle, AccountId account) {
    return handle
        .createQuery(
            "SELECT COALESCE(MAX(placed_at_ms), 0) FROM ledger_hold"
                + " WHERE account = :account AND state = 'OPEN'")
        .bind("account", account.value())
        .mapTo(Long.class)
        .one();
  }

  /// All holds of every call that has an open one.
  private static List<KnownHold> holds(Handle handle, AccountId account) {
    return handle
        .createQuery(
            "SELECT * FROM ledger_hold WHERE call IN ("
                + " SELECT call FROM ledger_hold WHERE account = :account AND state = 'OPEN')"
                + " ORDER BY call, minute")
        .bind("account", account.value())
        .map((row, _) ->
            new KnownHold(
                new HoldId(new CallId(row.getString("call")), row.getInt("minute")),
                row.getLong("amount_minor"),
                HoldState.valueOf(row.getString("state")),
                row.getLong("charged_minor")))
        .list();
  }

  /// What a month's entries sum up to (UTC).
  public Month month(AccountId account, YearMonth month) {
    return jdbi.withHandle(handle -> month(handle, account, month));
  }

  private static Month month(Handle handle, AccountId account, YearMonth month) {
    Map<EntryKind, Sum> sums = new HashMap<>();
    handle
        .createQuery(
            "SELECT kind, COUNT(*) AS entries, SUM(amount_minor) AS amount FROM ledger_entry"
                + " WHERE account = :account AND at_ms >= :from AND at_ms < :until"
                + BY_TIME
                + " GROUP BY kind")
        .bind("account", account.value())
        .bind("from", firstMs(month))
        .bind("until", firstMs(month.plusMonths(1)))
        .map((row, _) ->
            sums.put(
                EntryKind.valueOf(row.getString("kind")),
                new Sum(row.getLong("entries"), row.getLong("amount"))))
        .list();
    return new Month(sums);
  }

  /// What a month's calls cost one customer's country, as far as the log says who it was.
  ///
  /// @param number of the customer, null for one who has none
  /// @param userId the beginning of the customer's user id, which names the country, where there is
  ///   no number
  /// @param minutes that were charged
  /// @param amountMinor signed, as in the ledger
  public record Paid(
      @Nullable String number, @Nullable String userId, long minutes, long amountMinor) {}

  /// The newest entry; 0 before the first.
  public long last(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT sequence FROM ledger_head WHERE account = :account")
            .bind("account", account.value())
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  /// What a month's entries sum up to (UTC), by whom the calls went to; top-ups are nothing paid.
  ///
  /// @param after an entry's sequence: those beyond it count; 0 for all
  /// @param upTo the last that counts
  public List<Paid> paid(AccountId account, YearMonth month, long after, long upTo) {
    // All of a month is found by time. What came since is a few of the newest: the plus keeps the
    // index by time from reading the whole month for them.
    String time = after == 0 ? "e.at_ms" : "+e.at_ms";
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT number, user_id, SUM(minutes) AS minutes, SUM(amount) AS amount FROM (
                  SELECT c.customer_number AS number,
                    CASE WHEN c.customer_number IS NULL THEN SUBSTR(c.customer_user_id, 1, 3) END
                      AS user_id,
                    CASE WHEN e.kind = 'CHARGE' THEN 1 ELSE 0 END AS minutes,
                    e.amount_minor AS amount
                  FROM ledger_entry e LEFT JOIN call c ON c.id = e.call
                  WHERE e.account = :account AND %1$s >= :from AND %1$s < :until
                    AND e.sequence > 0 AND e.sequence > :after AND e.sequence <= :upTo
                    AND e.kind <> 'TOP_UP') AS moved
                GROUP BY number, user_id
                """
                    .formatted(time))
            .bind("account", account.value())
            .bind("from", firstMs(month))
            .bind("until", firstMs(month.plusMonths(1)))
            .bind("after", after)
            .bind("upTo", upTo)
            .map((row, _) ->
                new Paid(
                    row.getString("number"),
                    row.getString("user_id"),
                    row.getLong("minutes"),
                    row.getLong("amount")))
            .list());
  }

  /// The month of the first entry.
  public Optional<YearMonth> first(AccountId account) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT at_ms FROM ledger_entry WHERE account = :account AND sequence = 1")
            .bind("account", account.value())
            .mapTo(Long.class)
            .findOne()
            .map(ms -> YearMonth.from(Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC))));
  }

  private static long firstMs(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /// The newest entries; with `before` those with a lower sequence.
  ///
  /// @param limit 1 to [#MAX_LIMIT]
  public LedgerPage page(LedgerFilter filter, int limit, @Nullable Long before) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " entries, not " + limit);
    }
    StringBuilder sql =
        new StringBuilder("SELECT * FROM ledger_entry WHERE account = :account").append(BY_TIME);
    Map<String, Object> values = new HashMap<>();
    values.put("account", filter.account().value());
    with(sql, values, "sequence < :before", before);
    with(sql, values, "at_ms >= :from", filter.from());
    with(sql, values, "at_ms < :until", filter.until());
    with(sql, values, "kind = :kind", filter.kind());
    with(sql, values, "call = :call", filter.call());
    sql.append(" ORDER BY sequence DESC LIMIT ").append(limit + 1);
    List<EntryAdded> entries =
        jdbi.withHandle(handle ->
            handle.createQuery(sql.toString()).bindMap(values).map((row, _) -> entry(row)).list());
    return entries.size() > limit
        ? new LedgerPage(entries.subList(0, limit), true)
        : new LedgerPage(entries, false);
  }

  private static void with(
      StringBuilder sql, Map<String, Object> values, String condition, @Nullable Object value) {
    if (value == null) {
      return;
    }
    sql.append(" AND ").append(condition);
    String name = condition.substring(condition.indexOf(':') + 1);
    values.put(
        name,
        switch (value) {
          case Instant at -> at.toEpochMilli();
          case EntryKind kind -> kind.name();
          case CallId call -> call.value();
          default -> value;
        });
  }

  private static EntryAdded entry(ResultSet row) throws SQLException {
    String call = row.getString("call");
    String by = row.getString("by_agent");
    return new EntryAdded(
        Instant.ofEpochMilli(row.getLong("at_ms")),
        new AccountId(row.getString("account")),
        row.getLong("sequence"),
        new EntryId(row.getString("entry")),
        EntryKind.valueOf(row.getString("kind")),
        row.getLong("amount_minor"),
        row.getLong("short_minor"),
        row.getLong("after_minor"),
        call == null ? null : new CallId(call),
        row.getInt("minute"),
        by == null ? null : new AgentId(by),
        row.getString("note"));
  }
}
