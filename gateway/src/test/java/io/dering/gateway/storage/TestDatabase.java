package io.dering.gateway.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;

/// The two databases that a store can stand on; a folder of the test's stands for one of its own.
public enum TestDatabase {
  SQLITE("BEGIN IMMEDIATE") {
    @Override
    public Place place(Path folder) {
      return new Place.Folder(folder);
    }

    @Override
    String url(Path folder) {
      return "jdbc:sqlite:" + folder.resolve("dering.db");
    }
  },

  POSTGRESQL("BEGIN; LOCK TABLE call, webhook_inbox IN EXCLUSIVE MODE") {
    @Override
    public Place place(Path folder) {
      return new Place.Postgres(url(folder));
    }

    // A database of the same name, made at the first call.
    @Override
    String url(Path folder) {
      String name = "t" + HexFormat.of().toHexDigits(folder.toString().hashCode());
      try (Connection server = Server.RUNNING.getPostgresDatabase().getConnection();
          var statement = server.createStatement()) {
        try (var found =
            statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
          if (found.next()) {
            return Server.RUNNING.getJdbcUrl("postgres", name);
          }
        }
        statement.execute("CREATE DATABASE " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return Server.RUNNING.getJdbcUrl("postgres", name);
    }
  };

  private final String lock;

  TestDatabase(String lock) {
    this.lock = lock;
  }

  public abstract Place place(Path folder);

  abstract String url(Path folder);

  /// Another process's connection.
  Connection other(Path folder) throws SQLException {
    return DriverManager.getConnection(url(folder));
  }

  /// What another process says to keep us from writing.
  String lock() {
    return lock;
  }

  /// One server for all tests of this process, started by the first that asks; it ends with it.
  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
