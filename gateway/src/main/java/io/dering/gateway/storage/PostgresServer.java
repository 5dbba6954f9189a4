package io.dering.gateway.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A database on a PostgreSQL server: held for one process by an advisory lock, brought to this
/// version's schema.
///
/// The connection that writes is also the one that holds the lock. When it breaks, the store is
/// broken and this process writes nothing more, so another one may take over at once.
final class PostgresServer implements Database {
  /// PostgreSQL 13 and older get no corrections any more.
  private static final int OLDEST = 140_000;

  /// With the schema's hash beside it, the two halves of the advisory lock's key: "DERI".
  private static final int LOCK = 0x44455249;

  /// How long a start waits for the session of a process that was killed to end on the server.
  private static final int LOCK_PATIENCE_MS = 5_000;

  /// A server that says nothing for so long is gone. Above the patience with other sessions' locks.
  private static final int SILENCE_S = 30;

  private static final int READERS = 4;

  private final Connection session;
  private final HikariDataSource reading;

  private PostgresServer(Connection session, HikariDataSource reading) {
    this.session = session;
    this.reading = reading;
  }

  /// @param url of JDBC; never shown
  /// @throws StoreFailure `NOT_OPENED` with a sentence for the operator
  static PostgresServer open(String url) {
    String name = name(url);
    Connection session = connect(url, SILENCE_S);
    try {
      refuseOld(session, name);
      lock(session, name);
      // A migration may take as long as it takes, so there the silence of a server says nothing.
      Schema.migrate(source(url, 0), Dialect.POSTGRESQL, name);
      return new PostgresServer(session, readers(url));
    } catch (SQLException e) {
      close(session);
      throw unreachable(name, e);
    } catch (RuntimeException e) {
      close(session);
      throw e;
    }
  }

  /// Connects once, looks, and changes nothing.
  static PostgresLook look(String url) {
    String name = name(url);
    try (Connection session = connect(url, SILENCE_S)) {
      refuseOld(session, name);
      return new PostgresLook(
          name,
          session.getMetaData().getDatabaseProductVersion(),
          ask(session, "SHOW fsync").equals("on")
              && ask(session, "SHOW full_page_writes").equals("on"));
    } catch (SQLException e) {
      throw unreachable(name, e);
    }
  }

  /// Database and host, for people to read.
  static String name(String url) {
    PGSimpleDataSource source = source(url, 0);
    return "%s on PostgreSQL at %s"
        .formatted(source.getDatabaseName(), String.join(", ", source.getServerNames()));
  }

  @Override
  public Connection writer(CallStore.Settings settings) throws SQLException {
    execute(
        session,
        List.of(
            "SET lock_timeout = " + settings.busyTimeoutMs(),
            // What is acknowledged is on the disk, whatever the server's own default.
            "SET synchronous_commit = on",
            // It may be quiet for long, and must not wait for ever for a host that is gone.
            "SET statement_timeout = 0",
            "SET idle_session_timeout = 0",
            "SET idle_in_transaction_session_timeout = 0",
            "SET tcp_keepalives_idle = 10",
            "SET tcp_keepalives_interval = 5",
            "SET tcp_keepalives_count = 3"));
    return session;
  }

  @Override
  public DataSource readers() {
    return reading;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public void close() {
    reading.close();
    close(session);
  }

  private static PGSimpleDataSource source(String url, int silenceS) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException _) { // Its message is the URL.
      throw new StoreFailure(
          StoreFailure.Kind.NOT_OPENED,
          "database.url (DERING_DATABASE_URL) cannot be read; it looks like"
              + " jdbc:postgresql://HOST:5432/DATABASE?user=NAME&password=SECRET.");
    }
    source.setApplicationName("dering");
    source.setTcpKeepAlive(true);
    source.setSocketTimeout(silenceS);
    return source;
  }

  private static Connection connect(String url, int silenceS) {
    try {
      return source(url, silenceS).getConnection();
    } catch (SQLException e) {
      throw unreachable(name(url), e);
    }
  }

  private static HikariDataSource readers(String url) {
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source(url, SILENCE_S));
    pool.setMaximumPoolSize(READERS);
    pool.setMinimumIdle(1);
    pool.setConnectionInitSql("SET default_transaction_read_only = on");
    pool.setPoolName("dering-readers");
    return new HikariDataSource(pool);
  }

  private static void refuseOld(Connection session, String name) throws SQLException {
    if (Integer.parseInt(ask(session, "SHOW server_version_num")) < OLDEST) {
      throw new StoreFailure(
          StoreFailure.Kind.NOT_OPENED,
          "The database %s is of version %s; Dering needs 14 or later."
              .formatted(name, ask(session, "SHOW server_version")));
    }
  }

  /// The server waits, not we: a process that was killed a moment ago may still have a session.
  private static void lock(Connection session, String name) throws SQLException {
    execute(session, List.of("SET lock_timeout = " + LOCK_PATIENCE_MS));
    int schema = String.valueOf(session.getSchema()).hashCode();
    try (var statement = session.prepareStatement("SELECT pg_advisory_lock(?, ?)")) {
      statement.setInt(1, LOCK);
      statement.setInt(2, schema);
      statement.execute();
    } catch (SQLException e) {
      if (!Dialect.POSTGRESQL.isBusy(e)) {
        throw e;
      }
      throw new StoreFailure(
          StoreFailure.Kind.NOT_OPENED,
          "The database %s is in use by another Dering; stop that one, or set database.url"
                  .formatted(name)
              + " (DERING_DATABASE_URL) to another database.",
          e);
    }
  }

  private static StoreFailure unreachable(String name, SQLException e) {
    return new StoreFailure(
        StoreFailure.Kind.NOT_OPENED,
        "The database %s cannot be used: %s (database.url, DERING_DATABASE_URL)"
            .formatted(name, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
        e);
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  private static void execute(Connection connection, List<String> commands) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  private static void close(Connection session) {
    try {
      session.close();
    } catch (SQLException e) {
      throw new StoreFailure(StoreFailure.Kind.BROKEN, "The database cannot be closed.", e);
    }
  }
}
