package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Rooms come back from both databases as they were kept (RM-1, RM-2).
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RoomStoreTest {
  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final Alias PHONE = new Alias(Alias.Kind.PHONE, "62811");
  private static final Alias USER = new Alias(Alias.Kind.USER, "ID.1");
  private static final RoomState AYUS =
      new RoomState.Answered(List.of(new AgentId("budi"), new AgentId("ayu")));

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(AT));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAnsweredRoomComesBackWhole() throws Exception {
    Room room = room("a", AYUS, PHONE, USER);
    keep(room);
    assertThat(store.rooms().answered(ACCOUNT)).containsExactly(room);
    assertThat(store.rooms().answered(new AccountId("other"))).isEmpty();
    assertThat(recall(USER)).containsExactly(room);
    assertThat(recall(new Alias(Alias.Kind.USER, "62811"))).isEmpty();
  }

  @Test
  void aRoomThatIsResolvedIsWantedAgainByOneAliasAlone() throws Exception {
    Room room = room("a", AYUS, PHONE, USER);
    keep(room);
    Room resolved =
        new Room(
            room.id(),
            CHANNEL,
            room.customer(),
            new RoomState.Resolved(),
            AT,
            AT.plusSeconds(9),
            AT,
            2);
    append(new RoomRecord.RoomKept(AT, ACCOUNT, resolved));
    append(
        new RoomRecord.RoomMoved(room.id(), AT, 2, RoomEventKind.RESOLVED, null, resolved.state()));
    assertThat(store.rooms().answered(ACCOUNT)).isEmpty();
    assertThat(recall(PHONE)).containsExactly(resolved);
    assertThat(store.rooms().recall(ACCOUNT, new Recall.ById(room.id()))).containsExactly(resolved);
  }

  /// RM-5: the archive is left only by the customer or by hand, not by a restart.
  @Test
  void anArchivedRoomComesBackArchived() throws Exception {
    Room room = room("a", new RoomState.Resolved(), PHONE).shelved(true, AT);
    keep(room);
    assertThat(recall(PHONE)).containsExactly(room);
    assertThat(recall(PHONE)).allMatch(Room::archived);
    append(new RoomRecord.RoomKept(AT, ACCOUNT, room.shelved(false, AT)));
    assertThat(recall(PHONE)).noneMatch(Room::archived);
  }

  @Test
  void aMessageIsKeptOnce() throws Exception {
    Room room = room("a", new RoomState.Open(), PHONE);
    keep(room);
    RoomRecord message = message(room, "wamid.1");
    assertThat(store.rooms().knows(ACCOUNT, new MessageId("wamid.1"))).isFalse();
    append(message);
    assertThat(store.rooms().knows(ACCOUNT, new MessageId("wamid.1"))).isTrue();
    assertThat(store.rooms().knows(new AccountId("other"), new MessageId("wamid.1"))).isFalse();
    assertThatThrownBy(() -> append(message))
        .hasCauseInstanceOf(StoreFailure.class)
        .cause()
        .matches(failure -> ((StoreFailure) failure).kind() == StoreFailure.Kind.CONFLICT);
  }

  @Test
  void whatBelongedToAnAbsorbedRoomBelongsToTheOther() throws Exception {
    Room first = room("a", new RoomState.Open(), PHONE);
    Room second = room("b", AYUS, USER);
    keep(first);
    keep(second);
    append(message(second, "wamid.2"));
    Room both = room("a", AYUS, USER, PHONE);
    append(
        new RoomRecord.RoomKept(AT, ACCOUNT, both),
        new RoomRecord.RoomsMerged(AT, ACCOUNT, first.id(), second.id()),
        new RoomRecord.CustomerKnown(AT, ACCOUNT, both),
        new RoomRecord.RoomMoved(first.id(), AT, 2, RoomEventKind.MERGED, null, AYUS));
    assertThat(recall(USER, PHONE)).containsExactly(both);
    assertThat(store.rooms().recall(ACCOUNT, new Recall.ById(second.id()))).containsExactly(both);
    assertThat(store.rooms().answered(ACCOUNT)).containsExactly(both);
  }

  /// PostgreSQL cannot hold U+0000; a customer can send it.
  @Test
  void aTextWithTheCharacterZeroBreaksNothing() throws Exception {
    Room room = room("a", new RoomState.Open(), new Alias(Alias.Kind.USER, "ID.\0"));
    keep(room);
    append(message(room, "wamid.\0"));
    assertThat(store.rooms().knows(ACCOUNT, new MessageId("wamid.\0"))).isTrue();
    assertThat(recall(new Alias(Alias.Kind.USER, "ID.\0"))).hasSize(1);
  }

  private List<Room> recall(Alias... aliases) {
    return store.rooms().recall(ACCOUNT, new Recall.ByAlias(CHANNEL, List.of(aliases)));
  }

  private static Room room(String name, RoomState state, Alias... aliases) {
    return new Room(
        new RoomId("room_" + name),
        CHANNEL,
        new Customer("Ada Fictional", List.of(aliases)),
        state,
        AT,
        AT,
        null,
        1);
  }

  private static RoomRecord message(Room room, String id) {
    Message message =
        new Message(new MessageId(id), MessageKind.TEXT, "zero \0", null, new MessageId("x"));
    return new RoomRecord.MessageKept(AT, ACCOUNT, room.id(), message, AT);
  }

  private void keep(Room room) throws Exception {
    append(
        new RoomRecord.RoomKept(AT, ACCOUNT, room),
        new RoomRecord.CustomerKnown(AT, ACCOUNT, room),
        new RoomRecord.RoomMoved(room.id(), AT, 1, RoomEventKind.OPENED, null, room.state()));
  }

  private void append(RoomRecord... records) throws Exception {
    store.append(List.of(records)).get(30, SECONDS);
  }
}
