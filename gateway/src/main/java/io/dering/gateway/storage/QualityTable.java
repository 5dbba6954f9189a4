package io.dering.gateway.storage;

import io.dering.signaling.id.CallId;
import java.sql.PreparedStatement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/// How the lines of calls were (REP-1). Reads block on the disk; writes go through the one commit
/// loop.
public final class QualityTable {
  private final Jdbi jdbi;
  private final Consumer<Write> writes;

  QualityTable(Jdbi jdbi, Consumer<Write> writes) {
    this.jdbi = jdbi;
    this.writes = writes;
  }

  /// Keeps the figures of a call that is over, once.
  ///
  /// @param word `GOOD`, `FAIR` or `POOR`
  /// @return false when they are kept already, or there is no such call
  public CompletableFuture<Boolean> keep(CallId call, String word, String series) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    writes.accept(
        new Write.Work<>(
            connection -> {
              try (PreparedStatement insert =
                      connection.prepareStatement(
                          """
                          INSERT INTO call_quality (call, series) SELECT id, ? FROM call WHERE id = ?
                          ON CONFLICT (call) DO NOTHING
                          """);
                  PreparedStatement update =
                      connection.prepareStatement("UPDATE call SET quality = ? WHERE id = ?")) {
                insert.setString(1, series);
                insert.setString(2, call.value());
                if (insert.executeUpdate() == 0) {
                  return false;
                }
                update.setString(1, word);
                update.setString(2, call.value());
                return update.executeUpdate() == 1;
              }
            },
            done));
    return done;
  }

  /// Keeps why a call failed or was silent, once. What has a cause was not a good call: the word
  /// becomes fair where it was good.
  ///
  /// @param cause a name of [io.dering.media.doctor.Cause]
  /// @return false when it is kept already, or there is no such call
  public CompletableFuture<Boolean> diagnose(CallId call, String cause) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    writes.accept(
        new Write.Work<>(
            connection -> {
              try (PreparedStatement insert =
                      connection.prepareStatement(
                          """
                          INSERT INTO call_diagnosis (call, cause) SELECT id, ? FROM call WHERE id = ?
                          ON CONFLICT (call) DO NOTHING
                          """);
                  PreparedStatement update =
                      connection.prepareStatement(
                          "UPDATE call SET quality = 'FAIR' WHERE id = ? AND quality = 'GOOD'")) {
                insert.setString(1, cause);
                insert.setString(2, call.value());
                if (insert.executeUpdate() == 0) {
                  return false;
                }
                update.setString(1, call.value());
                update.executeUpdate();
                return true;
              }
            },
            done));
    return done;
  }

  /// Why it failed or was silent; empty when nothing was wrong that media knows of.
  public Optional<String> cause(CallId call) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT cause FROM call_diagnosis WHERE call = :call")
            .bind("call", call.value())
            .mapTo(String.class)
            .findOne());
  }

  /// What was kept.
  public Optional<String> series(CallId call) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT series FROM call_quality WHERE call = :call")
            .bind("call", call.value())
            .mapTo(String.class)
            .findOne());
  }
}
