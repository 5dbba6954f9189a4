package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqliteFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"journal_mode,wal", "synchronous,2", "foreign_keys,1", "busy_timeout,10000"})
  void bothSidesHaveThePragmasThatKeepWhatIsAcknowledged(String pragma, String value)
      throws SQLException {
    try (SqliteFile file = SqliteFile.open(folder);
        Connection writer = file.writer();
        Connection reader = file.readers().getConnection()) {
      assertThat(ask(writer, "PRAGMA " + pragma)).isEqualTo(value);
      assertThat(ask(reader, "PRAGMA " + pragma)).isEqualTo(value);
    }
  }

  @Test
  void readersCannotWrite() throws SQLException {
    try (SqliteFile file = SqliteFile.open(folder);
        Connection reader = file.readers().getConnection();
        var statement = reader.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM call"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("readonly");
    }
  }

  @Test
  void aSecondProcessOnTheSameFolderIsToldSo() {
    SqliteFile first = SqliteFile.open(folder);
    assertThatThrownBy(() -> SqliteFile.open(folder))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("is in use by another Dering")
        .hasMessageContaining("DERING_DATA_DIR");
    first.close();
    SqliteFile.open(folder).close();
  }

  @Test
  void aNewFolderIsForItsOwnerAlone() throws IOException {
    Path made = folder.resolve("a/b");
    SqliteFile.open(made).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> SqliteFile.open(file.resolve("data")))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("cannot be written")
        .hasMessageContaining("data.dir");
  }

  @Test
  void aDamagedFileIsNamedAndTheLockIsGivenBack() throws IOException {
    Path database = folder.resolve("dering.db");
    Files.writeString(database, "this is no database at all, however long it may be");
    assertThatThrownBy(() -> SqliteFile.open(folder))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("dering.db is damaged or not a database");
    Files.delete(database);
    SqliteFile.open(folder).close();
  }

  @Test
  void aDatabaseOfANewerVersionIsRefused() throws SQLException {
    try (SqliteFile file = SqliteFile.open(folder);
        Connection writer = file.writer();
        var statement = writer.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success)"
              + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', '', 1, 1)");
    }
    assertThatThrownBy(() -> SqliteFile.open(folder))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("written by a newer version of Dering");
  }

  /// A full file is a real disk error: what waits fails, nothing is half there, and the store stays
  /// broken until the next start.
  @Test
  void whenTheDiskFailsTheStoreStopsAndKeepsWhatItHadAcknowledged() throws Exception {
    CallStore store =
        CallStore.open(
            new Place.Folder(folder),
            new CallStore.Settings(InstantSource.fixed(START), Duration.ofDays(7), 60, 1_000));
    int acknowledged = 0;
    StoreFailure failure = null;
    while (failure == null) {
      try {
        store.append(List.of(new SampleCall(acknowledged).opened())).get(30, SECONDS);
        acknowledged++;
      } catch (ExecutionException e) {
        failure = (StoreFailure) e.getCause();
      }
    }

    assertThat(failure.kind()).isEqualTo(StoreFailure.Kind.BROKEN);
    assertThat(failure).hasMessageContaining("SQLITE_FULL");
    assertThat(store.healthy()).isFalse();
    assertThatThrownBy(() -> store.receive(new byte[1]).get(30, SECONDS))
        .hasCauseInstanceOf(StoreFailure.class);
    store.close();
    CallStore again = CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(START));
    assertThat(again.log().open(SampleCall.ACCOUNT)).hasSize(acknowledged);
    again.close();
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
