package io.dering.gateway.storage;

import io.dering.signaling.id.Texts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The writing connection and the statements prepared on it. One owner: the thread of [CommitLoop].
final class Prepared implements AutoCloseable {
  private final Connection connection;
  private final Statement plain;
  private final List<PreparedStatement> prepared = new ArrayList<>();
  private final Map<String, PreparedStatement> said = new HashMap<>();

  Prepared(Connection connection) throws SQLException {
    this.connection = connection;
    this.plain = connection.createStatement();
  }

  PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    prepared.add(statement);
    return statement;
  }

  /// Runs a statement without parameters that is said again and again, parsed the first time alone.
  void say(String sql) throws SQLException {
    PreparedStatement statement = said.get(sql);
    if (statement == null) {
      statement = prepare(sql);
      said.put(sql, statement);
    }
    statement.execute();
  }

  /// For what is written seldom.
  Connection connection() {
    return connection;
  }

  /// For what is said once.
  Statement plain() {
    return plain;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared) {
      statement.close();
    }
    plain.close();
    connection.close();
  }

  /// A customer may have a U+0000 in the name.
  static @Nullable String text(@Nullable String text) {
    return text == null ? null : storable(text);
  }

  static String storable(String text) {
    return Texts.storable(text);
  }
}
