package io.dering.gateway.storage;

import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// When the process was seen alive last: after a crash the next one knows until when the calls that
/// were going on can have lasted (REP-1). Writes go through the one commit loop.
public final class SignOfLife {
  /// What [CallLog] reads.
  static final String LAST = "SELECT at_ms FROM sign_of_life WHERE id = 1";

  private final Consumer<Write> writes;

  SignOfLife(Consumer<Write> writes) {
    this.writes = writes;
  }

  /// Alive at that instant.
  public CompletableFuture<Boolean> show(Instant at) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    writes.accept(
        new Write.Work<>(
            connection -> {
              try (PreparedStatement upsert =
                  connection.prepareStatement(
                      """
                      INSERT INTO sign_of_life (id, at_ms) VALUES (1, ?)
                      ON CONFLICT (id) DO UPDATE SET at_ms = excluded.at_ms
                      """)) {
                upsert.setLong(1, at.toEpochMilli());
                return upsert.executeUpdate() == 1;
              }
            },
            done));
    return done;
  }
}
