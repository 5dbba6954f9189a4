package io.dering.gateway.storage;

import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CustomerSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/// A page of the log as SQL (REP-1, REP-3): for each filter there is an index that ends in the
/// log's order, so that a page costs what is on it, not what is in the table.
///
/// @param sql with named parameters
/// @param values of those parameters
record CallSearch(String sql, Map<String, Object> values) {
  /// Sorts after every text that begins like it.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /// @param after the place in the log before which the page begins
  static CallSearch of(CallFilter filter, Cursor after, int limit) {
    Clauses clauses = new Clauses();
    clauses.equal("account", filter.account().value());
    if (filter.agent() != null) {
      clauses.equal("agent", filter.agent().value());
    }
    if (filter.rang() != null) {
      clauses.and(
          "EXISTS (SELECT 1 FROM call_event e WHERE e.kind = 'OFFERED_TO_AGENT'"
              + " AND e.agent = :rang AND e.call = call.id)",
          "rang",
          filter.rang().value());
    }
    if (filter.channel() != null) {
      clauses.equal("channel", filter.channel().value());
    }
    if (filter.direction() != null) {
      clauses.equal("direction", filter.direction().name());
    }
    if (filter.status() != null) {
      clauses.equal("status", filter.status().name());
    }
    if (filter.from() != null) {
      clauses.and("opened_at_ms >= :from", "from", filter.from().toEpochMilli());
    }
    if (filter.to() != null) {
      clauses.and("opened_at_ms < :to", "to", filter.to().toEpochMilli());
    }
    if (after.openedAtMs() != Cursor.NEWEST.openedAtMs()) {
      clauses.and("(opened_at_ms, id) < (:before, :id)", "before", after.openedAtMs());
      clauses.values.put("id", after.id());
    }
    customer(filter, clauses);
    clauses.values.put("limit", limit);
    // The plus: few customers are meant, so their calls are looked up and then put in order.
    String order = filter.customer() == null ? "opened_at_ms" : "+opened_at_ms";
    return new CallSearch(
        "SELECT * FROM call WHERE "
            + clauses.text
            + " ORDER BY "
            + order
            + " DESC, id DESC LIMIT :limit",
        clauses.values);
  }

  private static void customer(CallFilter filter, Clauses clauses) {
    switch (filter.customer()) {
      case null -> {}
      case CustomerSearch.NamePrefix(var folded) -> {
        clauses.and(begins("customer_key", "name"), "name", Prepared.storable(folded));
        clauses.values.put("name_last", Prepared.storable(folded) + LAST);
      }
      case CustomerSearch.Digits(var digits) -> {
        String back = new StringBuilder(digits.replaceFirst("^0+(?=.)", "")).reverse().toString();
        // Two lookups: an OR of both would make SQLite walk through the table.
        clauses.and(
            "id IN (SELECT id FROM call WHERE account = :account AND "
                + begins("customer_number", "number")
                + " UNION ALL SELECT id FROM call WHERE account = :account AND "
                + begins("customer_back", "back")
                + ")",
            "number",
            digits);
        clauses.values.put("number_last", digits + LAST);
        clauses.values.put("back", back);
        clauses.values.put("back_last", back + LAST);
      }
    }
  }

  private static String begins(String column, String value) {
    return "(%1$s COLLATE \"binary\" >= :%2$s AND %1$s COLLATE \"binary\" < :%2$s_last)"
        .formatted(column, value);
  }

  /// Where a page begins: calls older than this place in the order of the log.
  record Cursor(long openedAtMs, String id) {
    static final Cursor NEWEST = new Cursor(Long.MAX_VALUE, "");

    static Cursor after(StoredCall call) {
      return new Cursor(call.openedAt().toEpochMilli(), call.id().value());
    }
  }

  private static final class Clauses {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> values = new LinkedHashMap<>();

    void equal(String column, String value) {
      and(column + " = :" + column, column, value);
    }

    void and(String clause, String name, Object value) {
      text.append(text.isEmpty() ? "" : " AND ").append(clause);
      values.put(name, value);
    }
  }
}
