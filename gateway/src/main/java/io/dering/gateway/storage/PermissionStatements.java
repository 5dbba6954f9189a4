package io.dering.gateway.storage;

import static io.dering.gateway.storage.Prepared.text;

import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.PermissionRecord.PermissionChanged;
import io.dering.signaling.activity.PermissionRecord.PermissionHolder;
import io.dering.signaling.activity.PermissionRecord.PermissionKept;
import io.dering.signaling.activity.PermissionRecord.PermissionsMerged;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.Grant;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.room.Alias;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps call permissions. Used by [Statements] alone.
final class PermissionStatements {
  private final PreparedStatement permission;
  private final PreparedStatement ask;
  private final PreparedStatement withoutAliases;
  private final PreparedStatement alias;
  private final List<PreparedStatement> merges;
  private final PreparedStatement gone;

  PermissionStatements(Prepared prepared) throws SQLException {
    permission =
        prepared.prepare(
            """
            INSERT INTO permission (id, account, channel, granted, until_ms, source, since_ms,
              said_at_ms, connected, unanswered, last_connected_ms, no_calls_until_ms,
              no_asks_until_ms, calls_per_day, due_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET granted = excluded.granted,
              until_ms = excluded.until_ms, source = excluded.source,
              since_ms = excluded.since_ms, said_at_ms = excluded.said_at_ms,
              connected = excluded.connected, unanswered = excluded.unanswered,
              last_connected_ms = excluded.last_connected_ms,
              no_calls_until_ms = excluded.no_calls_until_ms,
              no_asks_until_ms = excluded.no_asks_until_ms,
              calls_per_day = excluded.calls_per_day, due_ms = excluded.due_ms
            """);
    ask =
        prepared.prepare(
            """
            INSERT INTO permission_ask (id, permission, account, message, at_ms, agent, caption,
              form, state, ends_at_ms, error)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET permission = excluded.permission,
              message = excluded.message, state = excluded.state, error = excluded.error
            """);
    withoutAliases = prepared.prepare("DELETE FROM permission_alias WHERE permission = ?");
    alias =
        prepared.prepare(
            """
            INSERT INTO permission_alias (account, channel, kind, value, permission, place)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, channel, kind, value)
            DO UPDATE SET permission = excluded.permission, place = excluded.place
            """);
    merges =
        List.of(
            prepared.prepare("UPDATE permission_alias SET permission = ? WHERE permission = ?"),
            prepared.prepare("UPDATE permission_ask SET permission = ? WHERE permission = ?"));
    gone = prepared.prepare("DELETE FROM permission WHERE id = ?");
  }

  void append(PermissionRecord record) throws SQLException {
    switch (record) {
      case PermissionKept kept -> append(kept);
      case PermissionHolder holder -> append(holder);
      case PermissionsMerged merged -> append(merged);
      // Told as an event, and kept as none of its own.
      case PermissionChanged _ -> {}
    }
  }

  private void append(PermissionKept kept) throws SQLException {
    Permission of = kept.of().permission();
    permission.setString(1, kept.permission().value());
    permission.setString(2, kept.account().value());
    permission.setString(3, kept.of().channel().value());
    permission.setString(4, word(of.grant()));
    permission.setObject(5, millis(of.grant().ends().orElse(null)));
    permission.setString(6, of.held().source().name());
    permission.setObject(7, millis(of.held().since()));
    permission.setObject(8, millis(of.held().saidAt()));
    permission.setString(
        9,
        of.calls().connected().stream()
            .map(at -> Long.toString(at.toEpochMilli()))
            .collect(Collectors.joining("\n")));
    permission.setLong(10, of.calls().unanswered());
    permission.setObject(11, millis(of.calls().lastConnected()));
    permission.setObject(12, millis(of.word().noCallsUntil()));
    permission.setObject(13, millis(of.word().noAsksUntil()));
    permission.setObject(14, whole(of.word().callsPerDay()));
    Instant due = of.nextDue();
    permission.setObject(15, due.equals(Instant.MAX) ? null : millis(due));
    permission.executeUpdate();
    for (Ask each : of.asks()) {
      append(kept.permission().value(), kept.account(), each);
    }
  }

  private void append(String of, AccountId account, Ask each) throws SQLException {
    ask.setString(1, each.id().value());
    ask.setString(2, of);
    ask.setString(3, account.value());
    ask.setString(4, each.message() == null ? null : text(each.message().value()));
    ask.setLong(5, each.at().toEpochMilli());
    ask.setString(6, each.by() == null ? null : each.by().value());
    ask.setString(7, each.caption());
    ask.setString(8, each.form().name());
    ask.setString(9, each.state().name());
    ask.setLong(10, each.endsAt().toEpochMilli());
    ask.setObject(11, whole(each.error()));
    ask.executeUpdate();
  }

  private void append(PermissionHolder holder) throws SQLException {
    String id = holder.permission().value();
    withoutAliases.setString(1, id);
    withoutAliases.executeUpdate();
    int place = 0;
    for (Alias each : holder.of().customer().aliases()) {
      alias.setString(1, holder.account().value());
      alias.setString(2, holder.of().channel().value());
      alias.setString(3, each.kind().name());
      alias.setString(4, text(each.value()));
      alias.setString(5, id);
      alias.setInt(6, place++);
      alias.executeUpdate();
    }
  }

  private void append(PermissionsMerged merged) throws SQLException {
    for (PreparedStatement merge : merges) {
      merge.setString(1, merged.permission().value());
      merge.setString(2, merged.absorbed().value());
      merge.executeUpdate();
    }
    gone.setString(1, merged.absorbed().value());
    gone.executeUpdate();
  }

  private static String word(Grant grant) {
    return switch (grant) {
      case Grant.None _ -> "NONE";
      case Grant.Temporary _ -> "TEMPORARY";
      case Grant.Permanent _ -> "PERMANENT";
    };
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static @Nullable Long whole(@Nullable Integer number) {
    return number == null ? null : number.longValue();
  }
}
