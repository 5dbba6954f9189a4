package io.dering.gateway.storage;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The database beneath a store: held by this process alone, with this version's schema.
sealed interface Database extends AutoCloseable permits SqliteFile, PostgresServer {
  /// The connection that may write; its owner closes it. Asked for once.
  Connection writer(CallStore.Settings settings) throws SQLException;

  /// Pooled connections that cannot write.
  DataSource readers();

  Dialect dialect();

  /// Gives the database back, for the next process.
  @Override
  void close();

  /// @throws StoreFailure `NOT_OPENED` with a sentence for the operator
  static Database open(Place place) {
    return switch (place) {
      case Place.Folder folder -> SqliteFile.open(folder.path());
      case Place.Postgres server -> PostgresServer.open(server.url());
    };
  }
}
