package io.dering.gateway.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The file `dering.db` in the data folder: locked for one process, opened with our pragmas,
/// brought to this version's schema.
final class SqliteFile implements Database {
  private static final String NAME = "dering.db";
  private static final int BUSY_TIMEOUT_MS = 10_000;

  /// More readers let more reports run at once; each keeps a page cache of 2 MiB.
  private static final int READERS = 4;

  /// A commit of many writes touches pages of every index: with SQLite's own 2 MiB it reads them
  /// again each time, and writes them out half-way.
  private static final int WRITER_CACHE_KIB = 16 * 1024;

  /// From how many pages on the log beside the file (`-wal`) is copied into it, at the end of a
  /// commit: 16 MiB, and more while a long read is under way. Most commits write the same pages
  /// again, the right edges of the indexes: the fewer times they are copied, the less a call costs.
  /// Readers find a page of the first 4,062 in one table.
  private static final int LOG_PAGES = 4_000;

  private final FileChannel lockFile;
  private final SQLiteDataSource writing;
  private final HikariDataSource reading;

  private SqliteFile(FileChannel lockFile, SQLiteDataSource writing, HikariDataSource reading) {
    this.lockFile = lockFile;
    this.writing = writing;
    this.reading = reading;
  }

  /// Opens or makes the file in `folder`, which is made for the owner alone if it is not there.
  ///
  /// @throws StoreFailure `NOT_OPENED` with a sentence for the operator
  static SqliteFile open(Path folder) {
    FileChannel lockFile = lock(folder);
    try {
      String url = "jdbc:sqlite:" + folder.resolve(NAME);
      SQLiteDataSource writing = new SQLiteDataSource(pragmas());
      writing.setUrl(url);
      Schema.migrate(writing, Dialect.SQLITE, folder.resolve(NAME).toString());
      return new SqliteFile(lockFile, writing, readers(url));
    } catch (RuntimeException e) {
      close(lockFile);
      throw e;
    }
  }

  /// A new connection that may write; its owner closes it.
  Connection writer() throws SQLException {
    return writing.getConnection();
  }

  @Override
  public Connection writer(CallStore.Settings settings) throws SQLException {
    Connection writer = writer();
    try (var statement = writer.createStatement()) {
      statement.execute("PRAGMA busy_timeout = " + settings.busyTimeoutMs());
      statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
      statement.execute("PRAGMA wal_autocheckpoint = " + LOG_PAGES);
      if (settings.maxPages() > 0) {
        statement.execute("PRAGMA max_page_count = " + settings.maxPages());
      }
    }
    return writer;
  }

  @Override
  public DataSource readers() {
    return reading;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public void close() {
    reading.close();
    close(lockFile);
  }

  private static SQLiteConfig pragmas() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MS);
    // Ours are made before they are written; the driver would ask for SQLite's after each
    // statement.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static HikariDataSource readers(String url) {
    SQLiteDataSource source = new SQLiteDataSource(pragmas());
    source.setUrl(url);
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setMaximumPoolSize(READERS);
    pool.setMinimumIdle(1);
    pool.setConnectionInitSql("PRAGMA query_only = true");
    pool.setPoolName("dering-readers");
    return new HikariDataSource(pool);
  }

  private static FileChannel lock(Path folder) {
    try {
      PrivateFolder.make(folder);
      Path lockFile = folder.resolve("dering.lock");
      PrivateFolder.makeFile(lockFile);
      FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        close(channel);
        throw new StoreFailure(
            StoreFailure.Kind.NOT_OPENED,
            "The data folder %s is in use by another Dering; stop that one, or set data.dir"
                    .formatted(folder)
                + " (DERING_DATA_DIR) to another folder.");
      }
      // SQLite gives the files beside it (-wal, -shm) the permissions of this one.
      PrivateFolder.makeFile(folder.resolve(NAME));
      return channel;
    } catch (IOException e) {
      throw PrivateFolder.refused(folder, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StoreFailure(StoreFailure.Kind.BROKEN, "dering.lock cannot be closed.", e);
    }
  }
}
