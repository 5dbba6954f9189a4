package io.dering.gateway.recordings;

import io.dering.signaling.activity.RoomRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What is durable of recordings. What reads blocks on the disk; futures complete on the store's
/// thread.
public interface RecordingBook {
  /// What Meta is to be asked for now, the longest due first.
  List<Recording> due(Instant now, int limit);

  /// When the next of what waits is due; empty when nothing waits.
  Optional<Instant> nextDue();

  /// An attempt failed, and there will be another.
  ///
  /// @param failure a stable code
  CompletableFuture<Boolean> postponed(Recording recording, String failure, Instant dueAt);

  /// How it ended, together with the event that tells it.
  CompletableFuture<Void> ended(RoomRecord end);

  /// What was kept at or before that time, the oldest first.
  List<Recording> keptUntil(Instant time, int limit);

  /// The file is gone, for its time is up.
  CompletableFuture<Boolean> expired(Recording recording);

  /// How much the files that are kept take, in bytes.
  long bytesKept();

  /// Which of these ids no file is kept under.
  List<String> unknown(List<String> ids);
}
