package io.dering.gateway.storage;

import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a database to this version's schema: one set of migrations for both databases, and for
/// each what it says in words of its own.
final class Schema {
  private static final String SHARED = "classpath:db/migration";
  private static final String SQLITE = "classpath:db/sqlite";
  private static final String POSTGRESQL = "classpath:db/postgresql";

  private Schema() {}

  /// @param name of the database, for the operator
  /// @throws StoreFailure `NOT_OPENED` with a sentence for the operator
  static void migrate(DataSource source, Dialect dialect, String name) {
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(source)
          .locations(
              switch (dialect) {
                case SQLITE -> new String[] {SQLITE, SHARED};
                case POSTGRESQL -> new String[] {POSTGRESQL, SHARED};
              })
          .ignoreMigrationPatterns(
              new String[0]) // Nothing: a schema of a newer version is refused too.
          .validateMigrationNaming(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new StoreFailure(StoreFailure.Kind.NOT_OPENED, sentence(name, e), e);
    }
  }

  private static String sentence(String name, FlywayException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("detected applied migration not resolved locally")) {
      return "%s was written by a newer version of Dering; start that one, or restore a backup."
          .formatted(name);
    }
    if (message.contains("not a database") || message.contains("malformed")) {
      return "%s is damaged or not a database; move it away and restore a backup.".formatted(name);
    }
    return "%s cannot be brought to this version's schema: %s"
        .formatted(name, String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason"));
  }
}
