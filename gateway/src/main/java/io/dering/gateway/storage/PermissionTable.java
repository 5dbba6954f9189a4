package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.Attempts;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.Grant;
import io.dering.signaling.permission.GrantSource;
import io.dering.signaling.permission.Held;
import io.dering.signaling.permission.MetaWord;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.Permissions;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Recall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Call permissions as the switchboard needs them back. Methods block on the disk.
public final class PermissionTable {
  private final Jdbi jdbi;

  PermissionTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Those of the account that time changes by itself, for a start; what is due first.
  public List<CustomerPermission> timed(AccountId account) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery(
                "SELECT * FROM permission WHERE account = :account AND due_ms IS NOT NULL"
                    + " ORDER BY due_ms LIMIT :limit")
            .bind("account", account.value())
            .bind("limit", Permissions.MAX_TIMED)
            .map((row, _) -> Row.of(row))
            .list()
            .stream()
            .map(row -> whole(handle, row))
            .toList());
  }

  /// What a fact wants to have in memory: those of the aliases, or of the room's customer. Without
  /// a transaction: who asks is the only one whose records change permissions.
  public List<CustomerPermission> recall(AccountId account, Recall wanted) {
    return jdbi.withHandle(handle -> {
      List<CustomerPermission> found = new ArrayList<>();
      for (String id : ids(handle, account, wanted)) {
        find(handle, id).ifPresent(found::add);
      }
      return found;
    });
  }

  private static Set<String> ids(Handle handle, AccountId account, Recall wanted) {
    return switch (wanted) {
      case Recall.ById(var room) ->
          new LinkedHashSet<>(
              handle
                  .createQuery(
                      "SELECT DISTINCT p.permission FROM permission_alias p JOIN room_alias r"
                          + " ON r.account = p.account AND r.channel = p.channel"
                          + " AND r.kind = p.kind AND r.value = p.value"
                          + " WHERE r.account = :account AND r.room ="
                          + " (SELECT COALESCE(merged_into, id) FROM room WHERE id = :room)")
                  .bind("account", account.value())
                  .bind("room", room.value())
                  .mapTo(String.class)
                  .list());
      case Recall.ByAlias aliases ->
          AliasQuery.owners(handle, "permission_alias", "permission", account, aliases);
    };
  }

  private static Optional<CustomerPermission> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT * FROM permission WHERE id = :id")
        .bind("id", id)
        .map((row, _) -> Row.of(row))
        .findOne()
        .map(row -> whole(handle, row));
  }

  private static CustomerPermission whole(Handle handle, Row row) {
    List<Alias> aliases =
        handle
            .createQuery(
                "SELECT kind, value FROM permission_alias WHERE permission = :id ORDER BY place")
            .bind("id", row.id())
            .map((alias, _) ->
                new Alias(Alias.Kind.valueOf(alias.getString("kind")), alias.getString("value")))
            .list();
    List<Ask> asks =
        handle
            .createQuery(
                "SELECT * FROM permission_ask WHERE permission = :id"
                    + " ORDER BY at_ms DESC, id DESC LIMIT :limit")
            .bind("id", row.id())
            .bind("limit", Permission.MOST_ASKS)
            .map((ask, _) -> ask(ask))
            .list()
            .reversed();
    return new CustomerPermission(
        new PermissionId(row.id()),
        new ChannelId(row.channel()),
        new Customer(null, aliases),
        new Permission(row.held(), asks, row.calls(), row.word()));
  }

  private static Ask ask(ResultSet row) throws SQLException {
    String message = row.getString("message");
    String agent = row.getString("agent");
    Long error = whole(row, "error");
    return new Ask(
        new AskId(row.getString("id")),
        message == null ? null : new MessageId(message),
        Instant.ofEpochMilli(row.getLong("at_ms")),
        agent == null ? null : new AgentId(agent),
        row.getString("caption"),
        Ask.Form.valueOf(row.getString("form")),
        Ask.State.valueOf(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("ends_at_ms")),
        error == null ? null : error.intValue());
  }

  /// A permission's own row.
  private record Row(String id, String channel, Held held, Attempts calls, MetaWord word) {
    static Row of(ResultSet row) throws SQLException {
      Long perDay = whole(row, "calls_per_day");
      return new Row(
          row.getString("id"),
          row.getString("channel"),
          new Held(
              grant(row),
              GrantSource.valueOf(row.getString("source")),
              instant(row, "since_ms"),
              instant(row, "said_at_ms")),
          new Attempts(
              row.getString("connected")
                  .lines()
                  .map(line -> Instant.ofEpochMilli(Long.parseLong(line)))
                  .toList(),
              row.getInt("unanswered"),
              instant(row, "last_connected_ms")),
          new MetaWord(
              instant(row, "no_calls_until_ms"),
              instant(row, "no_asks_until_ms"),
              perDay == null ? null : perDay.intValue()));
    }
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return switch (row.getString("granted")) {
      case "PERMANENT" -> new Grant.Permanent();
      case "TEMPORARY" -> new Grant.Temporary(Objects.requireNonNull(instant(row, "until_ms")));
      default -> new Grant.None();
    };
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Long millis = whole(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long whole(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
