package io.dering.gateway.storage;

import io.dering.signaling.activity.ActivityRecord;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something to be made durable, with the future that says so.
sealed interface Write {
  CompletableFuture<?> done();

  /// Records in order, and the inbox entries whose effect they complete.
  record Append(
      List<ActivityRecord> records, List<Long> processed, Instant at, CompletableFuture<Void> done)
      implements Write {}

  /// A webhook's body; the future gives its id. Never compared, and the bytes are not kept after.
  @SuppressWarnings("ArrayRecordComponent")
  record Receive(byte[] body, Instant at, CompletableFuture<Long> done) implements Write {}

  /// Delete at most `limit` inbox entries processed before `before`; gives how many went.
  record Purge(Instant before, int limit, CompletableFuture<Integer> done) implements Write {}

  /// What one of the smaller tables writes.
  record Work<T>(SqlWork<T> work, CompletableFuture<T> done) implements Write {}
}
