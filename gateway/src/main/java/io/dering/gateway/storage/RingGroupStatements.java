package io.dering.gateway.storage;

import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.routing.RingGroup;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Replaces an account's ring groups. Used by [Statements] alone.
final class RingGroupStatements {
  private final PreparedStatement changed;
  private final PreparedStatement withoutMembers;
  private final PreparedStatement withoutGroups;
  private final PreparedStatement group;
  private final PreparedStatement member;

  RingGroupStatements(Prepared prepared) throws SQLException {
    changed =
        prepared.prepare(
            """
            INSERT INTO ring_groups_changed (account, at_ms) VALUES (?, ?)
            ON CONFLICT (account) DO UPDATE SET at_ms = excluded.at_ms
            """);
    withoutMembers = prepared.prepare("DELETE FROM ring_group_member WHERE account = ?");
    withoutGroups = prepared.prepare("DELETE FROM ring_group WHERE account = ?");
    group =
        prepared.prepare(
            """
            INSERT INTO ring_group (account, id, place, name, channel, mode, hunting_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
    member =
        prepared.prepare(
            """
            INSERT INTO ring_group_member (account, ring_group, place, agent)
            VALUES (?, ?, ?, ?)
            """);
  }

  void append(RingGroupRecord record) throws SQLException {
    String account = record.account().value();
    changed.setString(1, account);
    changed.setLong(2, record.at().toEpochMilli());
    changed.executeUpdate();
    for (PreparedStatement without : new PreparedStatement[] {withoutMembers, withoutGroups}) {
      without.setString(1, account);
      without.executeUpdate();
    }
    int place = 0;
    for (RingGroup each : record.groups()) {
      append(account, place++, each);
    }
  }

  private void append(String account, int place, RingGroup each) throws SQLException {
    group.setString(1, account);
    group.setString(2, each.id().value());
    group.setInt(3, place);
    group.setString(4, Prepared.text(each.name()));
    group.setString(5, each.channel().value());
    group.setString(6, each.mode().name());
    group.setLong(7, each.hunting().toMillis());
    group.executeUpdate();
    int memberPlace = 0;
    for (AgentId agent : each.members()) {
      member.setString(1, account);
      member.setString(2, each.id().value());
      member.setInt(3, memberPlace++);
      member.setString(4, agent.value());
      member.executeUpdate();
    }
  }
}
