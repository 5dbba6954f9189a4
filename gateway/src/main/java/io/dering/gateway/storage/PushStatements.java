package io.dering.gateway.storage;

import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.agent.PushDevice;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Keeps and forgets browsers that take pushes. Used by [Statements] alone.
final class PushStatements {
  private final PreparedStatement insert;
  private final PreparedStatement delete;

  PushStatements(Prepared prepared) throws SQLException {
    insert =
        prepared.prepare(
            """
            INSERT INTO push_device (account, id, agent, endpoint, p256dh, auth, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """);
    delete = prepared.prepare("DELETE FROM push_device WHERE account = ? AND id = ?");
  }

  void append(PushRecord record) throws SQLException {
    delete.setString(1, record.account().value());
    delete.setString(2, record.device().value());
    delete.executeUpdate();
    if (record instanceof PushRecord.DeviceAdded added) {
      append(added);
    }
  }

  private void append(PushRecord.DeviceAdded record) throws SQLException {
    PushDevice device = record.added();
    insert.setString(1, record.account().value());
    insert.setString(2, device.id().value());
    insert.setString(3, record.agent().value());
    insert.setString(4, device.endpoint());
    insert.setString(5, device.p256dh());
    insert.setString(6, device.auth());
    insert.setLong(7, record.at().toEpochMilli());
    insert.executeUpdate();
  }
}
