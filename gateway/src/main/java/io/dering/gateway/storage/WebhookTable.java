package io.dering.gateway.storage;

import io.dering.gateway.events.Delivery;
import io.dering.gateway.events.Outbox;
import io.dering.gateway.events.StoredEvent;
import io.dering.gateway.events.WebhookEndpoint;
import io.dering.signaling.id.AccountId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Where events are sent, and what became of each: the outbox. Reads block on the disk; writes go
/// through the one commit loop.
public final class WebhookTable implements Outbox {
  private static final String DELIVERIES =
      "SELECT d.*, e.account, e.at_ms, e.type, e.data FROM webhook_delivery d"
          + " JOIN event e ON e.seq = d.seq";

  private final Jdbi jdbi;
  private final Consumer<Write> writes;

  WebhookTable(Jdbi jdbi, Consumer<Write> writes) {
    this.jdbi = jdbi;
    this.writes = writes;
  }

  @Override
  public CompletableFuture<Boolean> add(WebhookEndpoint endpoint, int most) {
    return write(connection -> {
      if (count(connection, endpoint.account()) >= most) {
        return false;
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              """
              INSERT INTO webhook_endpoint
                (id, account, url, secret, types, enabled, created_at_ms, planned_to)
              SELECT ?, ?, ?, ?, ?, ?, ?, COALESCE(MAX(seq), 0) FROM event
              """)) {
        insert.setString(1, endpoint.id());
        insert.setString(2, endpoint.account().value());
        insert.setString(3, endpoint.url());
        insert.setString(4, endpoint.secret());
        insert.setString(5, words(endpoint.types()));
        insert.setLong(6, endpoint.enabled() ? 1 : 0);
        insert.setLong(7, endpoint.createdAt().toEpochMilli());
        insert.executeUpdate();
      }
      return true;
    });
  }

  @Override
  public CompletableFuture<Optional<WebhookEndpoint>> change(
      AccountId account, String id, Change change) {
    return write(connection -> {
      // In one statement: whoever changes something else meanwhile loses nothing.
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE webhook_endpoint SET url = COALESCE(?, url), types = COALESCE(?, types),"
                  + " enabled = COALESCE(?, enabled) WHERE account = ? AND id = ?")) {
        update.setString(1, change.url());
        update.setString(2, change.types() == null ? null : words(change.types()));
        update.setObject(3, flag(change.enabled()), Types.BIGINT);
        update.setString(4, account.value());
        update.setString(5, id);
        return update.executeUpdate() == 1 ? find(connection, id) : Optional.empty();
      }
    });
  }

  @Override
  public CompletableFuture<Optional<WebhookEndpoint>> rotate(
      AccountId account, String id, String secret, Instant previousUntil) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE webhook_endpoint SET previous_secret = secret, previous_until_ms = ?,"
                  + " secret = ? WHERE account = ? AND id = ?")) {
        update.setLong(1, previousUntil.toEpochMilli());
        update.setString(2, secret);
        update.setString(3, account.value());
        update.setString(4, id);
        return update.executeUpdate() == 1 ? find(connection, id) : Optional.empty();
      }
    });
  }

  private static @Nullable Long flag(@Nullable Boolean value) {
    return value == null ? null : Long.valueOf(value ? 1 : 0);
  }

  private static Optional<WebhookEndpoint> find(Connection connection, String id)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT * FROM webhook_endpoint WHERE id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(endpoint(row)) : Optional.empty();
      }
    }
  }

  @Override
  public CompletableFuture<Boolean> switchOff(String id) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE webhook_endpoint SET enabled = 0 WHERE id = ?")) {
        update.setString(1, id);
        return update.executeUpdate() == 1;
      }
    });
  }

  @Override
  public CompletableFuture<Boolean> remove(AccountId account, String id) {
    return write(connection -> {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM webhook_endpoint WHERE account = ? AND id = ?")) {
        delete.setString(1, account.value());
        delete.setString(2, id);
        return delete.executeUpdate() == 1;
      }
    });
  }

  @Override
  public CompletableFuture<Boolean> plan(
      String endpoint, List<StoredEvent> wanted, long plannedTo, Instant now) {
    return write(connection -> {
      try (PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO webhook_delivery (endpoint, seq, state, attempts, due_at_ms)
                  SELECT id, ?, 'WAITING', 0, ? FROM webhook_endpoint WHERE id = ?
                  ON CONFLICT (endpoint, seq) DO NOTHING
                  """);
          PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE webhook_endpoint SET planned_to = ? WHERE id = ?")) {
        for (StoredEvent event : wanted) {
          insert.setLong(1, event.seq());
          insert.setLong(2, now.toEpochMilli());
          insert.setString(3, endpoint);
          insert.executeUpdate();
        }
        update.setLong(1, plannedTo);
        update.setString(2, endpoint);
        update.executeUpdate();
      }
      return true;
    });
  }

  @Override
  public CompletableFuture<Boolean> attempted(Delivery delivery, Delivery.Outcome outcome) {
    return write(connection -> {
      try (PreparedStatement update =
          connection.prepareStatement(
              """
              UPDATE webhook_delivery SET state = ?, attempts = attempts + 1, due_at_ms = ?,
                last_at_ms = ?, last_status = ?, last_failure = ?
              WHERE endpoint = ? AND seq = ?
              """)) {
        update.setString(1, outcome.state().name());
        update.setLong(2, outcome.dueAt().toEpochMilli());
        update.setLong(3, outcome.at().toEpochMilli());
        update.setObject(4, outcome.status());
        update.setString(5, outcome.failure());
        update.setString(6, delivery.endpoint());
        update.setLong(7, delivery.event().seq());
        update.executeUpdate();
      }
      return true;
    });
  }

  @Override
  public CompletableFuture<Integer> replay(String endpoint, @Nullable Long seq, Instant now) {
    return write(connection -> {
      String which = seq == null ? "state = 'DEAD'" : "seq = ?";
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE webhook_delivery SET state = 'WAITING', due_at_ms = ? WHERE endpoint = ? AND "
                  + which)) {
        update.setLong(1, now.toEpochMilli());
        update.setString(2, endpoint);
        if (seq != null) {
          update.setLong(3, seq);
        }
        return update.executeUpdate();
      }
    });
  }

  @Override
  public List<WebhookEndpoint> endpoints() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM webhook_endpoint ORDER BY created_at_ms, id")
            .map((row, _) -> endpoint(row))
            .list());
  }

  @Override
  public Optional<WebhookEndpoint> endpoint(String id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM webhook_endpoint WHERE id = :id")
            .bind("id", id)
            .map((row, _) -> endpoint(row))
            .findOne());
  }

  @Override
  public Optional<WebhookEndpoint> endpoint(AccountId account, String id) {
    return endpoint(id).filter(endpoint -> endpoint.account().equals(account));
  }

  @Override
  public List<Delivery> due(String endpoint, Instant now, int limit) {
    return jdbi.withHandle(handle ->
        deliveries(
            handle
                .createQuery(
                    DELIVERIES
                        + " WHERE d.endpoint = :endpoint AND d.state = 'WAITING'"
                        + " AND d.due_at_ms <= :now ORDER BY d.seq LIMIT :limit")
                .bind("now", now.toEpochMilli()),
            endpoint,
            limit));
  }

  @Override
  public Optional<Instant> nextDue(String endpoint) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT d.due_at_ms FROM webhook_delivery d JOIN event e ON e.seq = d.seq"
                    + " WHERE d.endpoint = :endpoint AND d.state = 'WAITING'"
                    + " ORDER BY d.due_at_ms LIMIT 1")
            .bind("endpoint", endpoint)
            .map((row, _) -> Instant.ofEpochMilli(row.getLong("due_at_ms")))
            .findOne());
  }

  @Override
  public List<Delivery> log(
      String endpoint, @Nullable Long before, Delivery.@Nullable State state, int limit) {
    return jdbi.withHandle(handle ->
        deliveries(
            handle
                .createQuery(
                    DELIVERIES
                        + " WHERE d.endpoint = :endpoint AND d.seq < :before"
                        + (state == null ? "" : " AND d.state = '" + state.name() + "'")
                        + " ORDER BY d.seq DESC LIMIT :limit")
                .bind("before", before == null ? Long.MAX_VALUE : before),
            endpoint,
            limit));
  }

  private static List<Delivery> deliveries(Query query, String endpoint, int limit) {
    return query
        .bind("endpoint", endpoint)
        .bind("limit", limit)
        .map((row, _) -> delivery(row))
        .list();
  }

  private static WebhookEndpoint endpoint(ResultSet row) throws SQLException {
    String types = row.getString("types");
    return new WebhookEndpoint(
        row.getString("id"),
        new AccountId(row.getString("account")),
        row.getString("url"),
        row.getString("secret"),
        previous(row),
        types.isEmpty() ? Set.of() : Set.of(types.split(" ")),
        row.getLong("enabled") == 1,
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        row.getLong("planned_to"));
  }

  private static WebhookEndpoint.@Nullable Previous previous(ResultSet row) throws SQLException {
    String secret = row.getString("previous_secret");
    return secret == null
        ? null
        : new WebhookEndpoint.Previous(
            secret, Instant.ofEpochMilli(row.getLong("previous_until_ms")));
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    long lastAtMs = row.getLong("last_at_ms");
    Instant lastAt = row.wasNull() ? null : Instant.ofEpochMilli(lastAtMs);
    int status = row.getInt("last_status");
    Integer lastStatus = row.wasNull() ? null : status;
    return new Delivery(
        row.getString("endpoint"),
        new StoredEvent(
            row.getLong("seq"),
            new AccountId(row.getString("account")),
            Instant.ofEpochMilli(row.getLong("at_ms")),
            row.getString("type"),
            row.getString("data")),
        Delivery.State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("due_at_ms")),
        lastAt,
        lastStatus,
        row.getString("last_failure"));
  }

  private static long count(Connection connection, AccountId account) throws SQLException {
    try (PreparedStatement count =
        connection.prepareStatement("SELECT COUNT(*) FROM webhook_endpoint WHERE account = ?")) {
      count.setString(1, account.value());
      try (ResultSet row = count.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static String words(Set<String> types) {
    return types.stream().sorted().collect(Collectors.joining(" "));
  }

  private <T> CompletableFuture<T> write(SqlWork<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    writes.accept(new Write.Work<>(work, done));
    return done;
  }
}
