package io.dering.gateway.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.ProgressHandler;

/// What a question costs, without a clock: SQLite counts the instructions of its machine, and each
/// row that is looked at takes several.
final class Steps {
  private Steps() {}

  /// @param folder of an SQLite store that is open
  static long of(Path folder, Consumer<Jdbi> questions) throws SQLException {
    AtomicLong steps = new AtomicLong();
    try (Connection connection = TestDatabase.SQLITE.other(folder)) {
      ProgressHandler.setHandler(
          connection,
          1,
          new ProgressHandler() {
            @Override
            protected int progress() {
              steps.incrementAndGet();
              return 0;
            }
          });
      questions.accept(Jdbi.create(connection));
      ProgressHandler.clearHandler(connection);
    }
    return steps.get();
  }
}
