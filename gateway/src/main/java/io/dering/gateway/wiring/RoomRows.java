package io.dering.gateway.wiring;

import io.dering.gateway.recordings.RecordingFolder;
import io.dering.gateway.rest.RoomReader;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.activity.RoomStory;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Room;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Stored rooms as the REST API reads them; the disk is read on threads that may block.
final class RoomRows implements RoomReader {
  /// More of them are in the log of calls.
  private static final int MAX_CALLS = 20;

  private final CallStore store;
  private final RecordingFolder folder;
  private final Executor blocking;

  RoomRows(CallStore store, RecordingFolder folder, Executor blocking) {
    this.store = store;
    this.folder = folder;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<Optional<List<RoomStory>>> page(RoomQuery query) {
    return CompletableFuture.supplyAsync(() -> store.roomLog().page(query), blocking);
  }

  @Override
  public CompletionStage<Optional<Whole>> whole(AccountId account, RoomId room) {
    return CompletableFuture.supplyAsync(
        () -> store.roomLog().story(account, room).map(story -> whole(account, story)), blocking);
  }

  @Override
  public CompletionStage<Optional<List<RoomMessage>>> messages(
      AccountId account, RoomId room, @Nullable MessageId before, int limit) {
    return CompletableFuture.supplyAsync(
        () -> store.roomLog().messages(account, room, before, limit), blocking);
  }

  @Override
  public CompletionStage<Optional<KeptMedia>> media(AccountId account, RoomId room, String id) {
    return CompletableFuture.supplyAsync(
        () ->
            store
                .recordings()
                .kept(account, room, id)
                .filter(media -> media.state() == RoomMessage.Media.State.KEPT)
                .flatMap(media -> kept(folder.file(media.id()), media)),
        blocking);
  }

  private static Optional<KeptMedia> kept(Path file, RoomMessage.Media media) {
    Long size = media.sizeBytes();
    String type = media.type();
    return size == null || !Files.isRegularFile(file)
        ? Optional.empty()
        : Optional.of(new KeptMedia(file, type == null ? "" : type, size));
  }

  private Whole whole(AccountId account, RoomStory story) {
    Room room = story.room();
    return new Whole(
        story,
        store
            .log()
            .ofCustomer(
                account,
                room.channel(),
                values(room, Alias.Kind.PHONE),
                values(room, Alias.Kind.USER),
                MAX_CALLS)
            .stream()
            .map(CallRows::view)
            .toList());
  }

  private static List<String> values(Room room, Alias.Kind kind) {
    return room.customer().aliases().stream()
        .filter(alias -> alias.kind() == kind)
        .map(Alias::value)
        .toList();
  }
}
