package io.dering.gateway.storage;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What the two databases say differently; the statements themselves are the same for both.
enum Dialect {
  SQLITE("BEGIN IMMEDIATE") {
    @Override
    boolean isConflict(SQLException e) {
      return is(e, SQLiteErrorCode.SQLITE_CONSTRAINT);
    }

    @Override
    boolean isBusy(SQLException e) {
      return is(e, SQLiteErrorCode.SQLITE_BUSY);
    }

    @Override
    String code(SQLException e) {
      return e instanceof SQLiteException sqlite ? sqlite.getResultCode().name() : "SQL error";
    }

    // The low byte is the kind, the rest says more about it.
    private static boolean is(SQLException e, SQLiteErrorCode kind) {
      return e instanceof SQLiteException sqlite
          && (sqlite.getResultCode().code & 0xFF) == kind.code;
    }
  },

  /// By SQLSTATE (PostgreSQL, appendix A).
  POSTGRESQL("BEGIN") {
    @Override
    boolean isConflict(SQLException e) {
      // 23: a constraint; 22: a value that its column cannot hold.
      return state(e).startsWith("23") || state(e).startsWith("22");
    }

    @Override
    boolean isBusy(SQLException e) {
      return switch (state(e)) {
        case "55P03", "40P01", "40001" -> true; // lock_timeout, deadlock, serialization
        default -> false;
      };
    }

    @Override
    String code(SQLException e) {
      return "SQLSTATE " + state(e);
    }

    private static String state(SQLException e) {
      return e.getSQLState() == null ? "unknown" : e.getSQLState();
    }
  };

  private final String begin;

  Dialect(String begin) {
    this.begin = begin;
  }

  /// Begins a transaction that will write.
  String begin() {
    return begin;
  }

  /// Whether the write contradicts what is stored, so that it fails and no other does.
  abstract boolean isConflict(SQLException e);

  /// Whether somebody else is in the way, so that trying the whole transaction again helps.
  abstract boolean isBusy(SQLException e);

  /// The database's own name of the failure; holds nothing of what was written.
  abstract String code(SQLException e);
}
