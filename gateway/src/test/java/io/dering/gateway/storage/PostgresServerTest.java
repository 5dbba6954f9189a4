package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/// What is PostgreSQL's own; what a store does on both stands in [CallStoreTest].
final class PostgresServerTest {
  private static final CallStore.Settings SETTINGS =
      new CallStore.Settings(InstantSource.fixed(START), Duration.ofDays(7), 0, 2_000);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"synchronous_commit,on", "lock_timeout,2s", "statement_timeout,0"})
  void theWriterHasTheSettingsThatKeepWhatIsAcknowledged(String setting, String value)
      throws SQLException {
    try (PostgresServer server = server()) {
      assertThat(ask(server.writer(SETTINGS), "SHOW " + setting)).isEqualTo(value);
    }
  }

  @Test
  void readersCannotWrite() throws SQLException {
    try (PostgresServer server = server();
        Connection reader = server.readers().getConnection();
        var statement = reader.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM call"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("read-only");
    }
  }

  /// What a foreign key asks on each new entry. A database that has no statistics yet takes the
  /// first index that could serve, and by account alone that is every entry there is.
  @Test
  void aLedgerEntryFindsTheOneBeforeItWithoutReadingTheAccounts() throws SQLException {
    try (PostgresServer server = server()) {
      Connection writer = server.writer(SETTINGS);
      try (var statement = writer.createStatement()) {
        statement.execute("SET plan_cache_mode = force_generic_plan");
        statement.execute(
            """
            PREPARE foreign_key (text, bigint, bigint) AS SELECT 1 FROM ONLY ledger_entry
            WHERE account = $1 AND sequence = $2 AND after_minor = $3 FOR KEY SHARE
            """);
      }
      assertThat(ask(writer, "EXPLAIN (FORMAT JSON) EXECUTE foreign_key ('a', 1, 1)"))
          .contains("ledger_entry_", "after_minor")
          .doesNotContain("ledger_by_time");
    }
  }

  @Test
  void aSecondProcessOnTheSameDatabaseIsToldSo() {
    PostgresServer first = server();
    assertThatThrownBy(this::server)
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("is in use by another Dering")
        .hasMessageContaining("DERING_DATABASE_URL");
    first.close();
    server().close();
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws SQLException {
    server().close();
    change(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success)"
            + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', '', 1, true)");
    assertThatThrownBy(this::server)
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("written by a newer version of Dering");
  }

  @Test
  void aDatabaseThatHoldsSomethingElseIsLeftAlone() throws SQLException {
    change("CREATE TABLE payroll (id BIGINT)");
    assertThatThrownBy(this::server)
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("cannot be brought to this version's schema");
  }

  /// What a server that stops, fails over or is cut off looks like from here.
  @Test
  void aConnectionThatBreaksStopsTheStoreAndTheNextStartFindsWhatWasAcknowledged()
      throws Exception {
    CallStore store = CallStore.open(place(), Duration.ofDays(7), InstantSource.fixed(START));
    store.append(List.of(new SampleCall(1).opened())).get(30, SECONDS);
    change(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
            + " current_database() AND pid <> pg_backend_pid()");

    assertThatThrownBy(() -> store.append(List.of(new SampleCall(2).opened())).get(30, SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            StoreFailure.class, e -> assertThat(e.kind()).isEqualTo(StoreFailure.Kind.BROKEN));
    assertThat(store.healthy()).isFalse();
    store.close();
    CallStore again = CallStore.open(place(), Duration.ofDays(7), InstantSource.fixed(START));
    assertThat(again.log().open(ACCOUNT)).hasSize(1);
    again.close();
  }

  @Test
  void aLookSaysVersionAndWhetherAPowerCutIsSurvived() {
    PostgresLook look = place().look();
    assertThat(look.version()).startsWith("18");
    assertThat(look.survivesPowerCut()).isFalse(); // This one runs with fsync off, for speed.
    assertThat(look.name()).contains("on PostgreSQL at localhost");
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutThePassword() {
    Place.Postgres nowhere =
        new Place.Postgres("jdbc:postgresql://localhost:1/calls?user=u&password=hunter2");
    assertThatThrownBy(nowhere::look)
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("calls on PostgreSQL at localhost")
        .hasMessageContaining("refused")
        .hasMessageNotContaining("hunter2");
    assertThat(nowhere.toString()).doesNotContain("hunter2");
    assertThat(nowhere.name()).doesNotContain("hunter2");
  }

  @Test
  void aUrlThatCannotBeReadIsNotRepeated() {
    assertThatThrownBy(
            () -> new Place.Postgres("jdbc:postgresql://h:x/calls?password=hunter2").look())
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("cannot be read")
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void noLogLineHoldsThePassword() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Map<Logger, Level> levels = levels(root);
    root.addAppender(lines);
    // Whatever a gateway that ran before in this process has set: every library says all it can.
    levels.keySet().forEach(logger -> logger.setLevel(Level.DEBUG));
    try {
      String url = TestDatabase.POSTGRESQL.url(folder) + "&password=hunter2";
      CallStore store =
          CallStore.open(new Place.Postgres(url), Duration.ofDays(7), InstantSource.fixed(START));
      store.receive(new byte[] {1}).get(30, SECONDS);
      store.close();
    } finally {
      levels.forEach((logger, level) -> logger.setLevel(level));
      root.detachAppender(lines);
    }
    assertThat(lines.list)
        .isNotEmpty()
        .noneMatch(line -> line.getFormattedMessage().contains("hunter2"));
  }

  /// Each logger that has a level of its own.
  private static Map<Logger, Level> levels(Logger root) {
    Map<Logger, Level> levels = new HashMap<>();
    for (Logger logger : root.getLoggerContext().getLoggerList()) {
      if (logger.getLevel() != null) {
        levels.put(logger, logger.getLevel());
      }
    }
    return levels;
  }

  private Place.Postgres place() {
    return new Place.Postgres(TestDatabase.POSTGRESQL.url(folder));
  }

  private PostgresServer server() {
    return PostgresServer.open(TestDatabase.POSTGRESQL.url(folder));
  }

  private void change(String sql) throws SQLException {
    try (Connection other = TestDatabase.POSTGRESQL.other(folder);
        var statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
