package io.dering.gateway.storage;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Ring groups as they were changed last. Methods block on the disk.
public final class RingGroupTable {
  private final Jdbi jdbi;

  RingGroupTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The account's groups; empty when they have never been changed, so that those of the
  /// configuration hold.
  public Optional<List<RingGroup>> of(AccountId account) {
    return jdbi.inTransaction(handle -> {
      boolean changed =
          handle
              .createQuery("SELECT 1 FROM ring_groups_changed WHERE account = :account")
              .bind("account", account.value())
              .mapTo(Integer.class)
              .findOne()
              .isPresent();
      return changed ? Optional.of(groups(handle, account)) : Optional.empty();
    });
  }

  private static List<RingGroup> groups(Handle handle, AccountId account) {
    Map<String, List<AgentId>> members = new HashMap<>();
    handle
        .createQuery(
            "SELECT ring_group, agent FROM ring_group_member WHERE account = :account"
                + " ORDER BY ring_group, place")
        .bind("account", account.value())
        .map((row, _) -> Map.entry(row.getString("ring_group"), row.getString("agent")))
        .forEach(member ->
            members
                .computeIfAbsent(member.getKey(), _ -> new ArrayList<>())
                .add(new AgentId(member.getValue())));
    return handle
        .createQuery("SELECT * FROM ring_group WHERE account = :account ORDER BY place")
        .bind("account", account.value())
        .map((row, _) -> group(row, members.getOrDefault(row.getString("id"), List.of())))
        .list();
  }

  private static RingGroup group(ResultSet row, List<AgentId> members) throws SQLException {
    return new RingGroup(
        new RingGroupId(row.getString("id")),
        row.getString("name"),
        new ChannelId(row.getString("channel")),
        RingMode.valueOf(row.getString("mode")),
        members,
        Duration.ofMillis(row.getLong("hunting_ms")));
  }
}
