package io.dering.gateway.storage;

import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.User;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes an account's people, all of them; nobody is deleted. Used by [Statements] alone.
final class UserStatements {
  private final PreparedStatement user;

  UserStatements(Prepared prepared) throws SQLException {
    user =
        prepared.prepare(
            """
            INSERT INTO account_user (account, id, place, name, role, disabled, changed_at_ms, may_call)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, role = excluded.role,
              disabled = excluded.disabled, changed_at_ms = excluded.changed_at_ms,
              may_call = excluded.may_call
            WHERE account_user.name <> excluded.name OR account_user.role <> excluded.role
              OR account_user.disabled <> excluded.disabled
              OR account_user.may_call <> excluded.may_call
            """);
  }

  void append(UserRecord record) throws SQLException {
    int place = 0;
    for (User each : record.users()) {
      user.setString(1, record.account().value());
      user.setString(2, Prepared.text(each.agent().id().value()));
      user.setInt(3, place++);
      user.setString(4, Prepared.text(each.agent().name()));
      user.setString(5, each.agent().role().name());
      user.setLong(6, each.disabled() ? 1 : 0);
      user.setLong(7, record.at().toEpochMilli());
      user.setLong(8, each.mayCall() ? 1 : 0);
      user.executeUpdate();
    }
  }
}
