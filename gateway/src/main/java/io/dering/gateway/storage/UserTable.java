package io.dering.gateway.storage;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.User;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// The accounts' people as they were changed last, and when each was there. Methods block on the
/// disk.
public final class UserTable {
  private final Jdbi jdbi;

  UserTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// The account's people in the order in which they were added; empty when they have never been
  /// changed, so that those of the configuration hold.
  public Optional<List<User>> of(AccountId account) {
    List<User> users =
        jdbi.withHandle(handle ->
            handle
                .createQuery("SELECT * FROM account_user WHERE account = :account ORDER BY place")
                .bind("account", account.value())
                .map((row, _) -> user(row))
                .list());
    return users.isEmpty() ? Optional.empty() : Optional.of(users);
  }

  /// When something of each of these was last written into the log history; who is missing never
  /// was there.
  public Map<AgentId, Instant> lastSeen(AccountId account, List<AgentId> agents) {
    Map<AgentId, Instant> seen = new HashMap<>();
    jdbi.useHandle(handle -> {
      for (AgentId agent : agents) {
        handle
            .createQuery(
                "SELECT at_ms FROM agent_event WHERE account = :account AND agent = :agent"
                    + " ORDER BY id DESC LIMIT 1")
            .bind("account", account.value())
            .bind("agent", agent.value())
            .mapTo(Long.class)
            .findOne()
            .ifPresent(atMs -> seen.put(agent, Instant.ofEpochMilli(atMs)));
      }
    });
    return seen;
  }

  private static User user(ResultSet row) throws SQLException {
    return new User(
        new Agent(
            new AgentId(row.getString("id")),
            row.getString("name"),
            Role.valueOf(row.getString("role"))),
        row.getLong("disabled") == 1,
        row.getLong("may_call") == 1);
  }
}
