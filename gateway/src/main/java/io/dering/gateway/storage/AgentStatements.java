package io.dering.gateway.storage;

import io.dering.signaling.activity.AgentRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;

/// Appends to the agents' log history. Used by [Statements] alone.
final class AgentStatements {
  private final PreparedStatement append;
  private long lastId;

  AgentStatements(Prepared prepared) throws SQLException {
    append =
        prepared.prepare(
            """
            INSERT INTO agent_event (id, account, agent, at_ms, kind, browser, platform, after_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """);
    try (ResultSet max =
        prepared.plain().executeQuery("SELECT COALESCE(MAX(id), 0) FROM agent_event")) {
      lastId = max.next() ? max.getLong(1) : 0;
    }
  }

  void append(AgentRecord written) throws SQLException {
    append.setLong(1, ++lastId);
    append.setString(2, written.account().value());
    append.setString(3, written.agent().value());
    append.setLong(4, written.at().toEpochMilli());
    append.setString(5, written.kind().name());
    append.setString(6, written.device().browser());
    append.setString(7, written.device().platform());
    Duration after = written.after();
    if (after == null) {
      append.setNull(8, Types.BIGINT);
    } else {
      append.setLong(8, after.toMillis());
    }
    append.executeUpdate();
  }
}
