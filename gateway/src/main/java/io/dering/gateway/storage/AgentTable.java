package io.dering.gateway.storage;

import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.agent.Device;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// The agents' log history. Methods block on the disk.
public final class AgentTable {
  private final Jdbi jdbi;

  AgentTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// An entry with the number by which it is found again: growing with time.
  public record Entry(long id, AgentRecord record) {}

  /// Newest first; `hasMore` tells whether older ones follow.
  public record Page(List<Entry> entries, boolean hasMore) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// Up to `limit` entries of the agent that are older than the one of that id.
  public Page before(AccountId account, AgentId agent, long id, int limit) {
    List<Entry> found =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "SELECT * FROM agent_event"
                        + " WHERE account = :account AND agent = :agent AND id < :id"
                        + " ORDER BY id DESC LIMIT :limit")
                .bind("account", account.value())
                .bind("agent", agent.value())
                .bind("id", id)
                .bind("limit", limit + 1)
                .map((row, _) -> entry(row))
                .list());
    return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long afterMs = row.getLong("after_ms");
    Duration after = row.wasNull() ? null : Duration.ofMillis(afterMs);
    return new Entry(
        row.getLong("id"),
        new AgentRecord(
            Instant.ofEpochMilli(row.getLong("at_ms")),
            new AccountId(row.getString("account")),
            new AgentId(row.getString("agent")),
            AgentRecord.Kind.valueOf(row.getString("kind")),
            new Device(row.getString("browser"), row.getString("platform")),
            after));
  }
}
