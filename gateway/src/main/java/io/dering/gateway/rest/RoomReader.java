package io.dering.gateway.rest;

import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.activity.RoomStory;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Room;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Kept rooms as the REST API reads them. Methods return at once; stages may complete anywhere.
public interface RoomReader {
  /// A room's story and its newest calls.
  record Whole(RoomStory story, List<CallView> calls) {
    public Whole {
      calls = List.copyOf(calls);
    }

    /// Whether the business may write freely: the customer wrote, or called, in the last 24 hours
    /// (Meta reference 5.4).
    boolean windowOpen(Instant now) {
      return story.room().windowEnd().filter(now::isBefore).isPresent()
          || calls.stream()
              .filter(call -> call.direction() == Direction.INBOUND)
              .anyMatch(call -> now.isBefore(call.startedAt().plus(Room.WINDOW)));
    }
  }

  /// A recording that is kept.
  ///
  /// @param file where it is, whole
  /// @param type media type as Meta said
  record KeptMedia(Path file, String type, long sizeBytes) {}

  /// The recording of that id in that room; empty when it is not there, or not any more.
  CompletionStage<Optional<KeptMedia>> media(AccountId account, RoomId room, String id);

  /// One room more than the limit if others follow. Empty when the place is of another account.
  CompletionStage<Optional<List<RoomStory>>> page(RoomQuery query);

  /// Empty when the account has no such room.
  CompletionStage<Optional<Whole>> whole(AccountId account, RoomId room);

  /// The newest first, one more than the limit if others follow. Empty when the account has no such
  /// room, or the room no such message.
  CompletionStage<Optional<List<RoomMessage>>> messages(
      AccountId account, RoomId room, @Nullable MessageId before, int limit);
}
