package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Recall;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Whom a customer's aliases belong to, in one question: each call of a customer asks it.
final class AliasQuery {
  private AliasQuery() {}

  /// @param owner the column of the table that is wanted
  static Set<String> owners(
      Handle handle, String table, String owner, AccountId account, Recall.ByAlias wanted) {
    if (wanted.aliases().isEmpty()) {
      return Set.of();
    }
    Query query =
        handle
            .createQuery(sql(table, owner, wanted.aliases().size()))
            .bind("account", account.value())
            .bind("channel", wanted.channel().value());
    int place = 0;
    for (Alias alias : wanted.aliases()) {
      query.bind("kind" + place, alias.kind().name());
      query.bind("value" + place, Prepared.text(alias.value()));
      place++;
    }
    return new LinkedHashSet<>(query.mapTo(String.class).list());
  }

  /// An arm for each alias: for a list of pairs, or more than two with OR between them, SQLite
  /// looks at every alias of the channel.
  static String sql(String table, String owner, int aliases) {
    String arm =
        "SELECT "
            + owner
            + " FROM "
            + table
            + " WHERE account = :account AND channel = :channel AND kind = :kind";
    return IntStream.range(0, aliases)
        .mapToObj(place -> arm + place + " AND value = :value" + place)
        .collect(Collectors.joining(" UNION ALL "));
  }
}
