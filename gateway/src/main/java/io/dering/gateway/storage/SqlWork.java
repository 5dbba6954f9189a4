package io.dering.gateway.storage;

import java.sql.Connection;
import java.sql.SQLException;

/// What one of the smaller tables writes, inside the group's transaction. It may be run again when
/// another process was in the way, and must not commit.
@FunctionalInterface
interface SqlWork<T> {
  T run(Connection connection) throws SQLException;
}
