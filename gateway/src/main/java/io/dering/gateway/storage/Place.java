package io.dering.gateway.storage;

import java.nio.file.Path;

/// Where a store is kept.
public sealed interface Place {
  /// PostgreSQL when there is a URL, else SQLite in the folder.
  ///
  /// @param url with its password; empty for none
  static Place of(String url, Path folder) {
    return url.isEmpty() ? new Folder(folder) : new Postgres(url);
  }

  /// In words for the operator, without a secret.
  String name();

  /// SQLite, in a file in this folder.
  record Folder(Path path) implements Place {
    @Override
    public String name() {
      return "in " + path;
    }
  }

  /// A PostgreSQL database.
  ///
  /// @param url of JDBC, with user and password
  record Postgres(String url) implements Place {
    /// Connects once and looks, without changing anything.
    ///
    /// @throws StoreFailure `NOT_OPENED` with a sentence for the operator
    public PostgresLook look() {
      return PostgresServer.look(url);
    }

    @Override
    public String name() {
      return PostgresServer.name(url);
    }

    /// Redacted: the URL holds a password.
    @Override
    public String toString() {
      return "Postgres[url=set]";
    }
  }
}
