package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomQuery;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.activity.RoomStory;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Rooms as people look at them (RM-4, RM-5), on both databases.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class RoomLogTest {
  private static final AccountId ACCOUNT = SampleCall.ACCOUNT;
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
  private static final AgentId AYU = new AgentId("ayu");
  private static final RoomQuery.Which ALL = RoomQuery.Which.ALL;
  private static final RoomState OPEN = new RoomState.Open();
  private static final RoomState AYUS = new RoomState.Answered(List.of(AYU));
  private static final RoomState RESOLVED = new RoomState.Resolved();

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
  void pagesGoFromTheLastTouchedAndMissNoRoomOfTheSameMillisecond() throws Exception {
    for (int i = 0; i < 7; i++) {
      keep(room("r" + i, "Ada", OPEN, i / 3));
    }
    List<String> seen = new ArrayList<>();
    RoomQuery.Place after = null;
    for (boolean more = true; more; ) {
      List<RoomStory> page = store.roomLog().page(all(after, 2)).orElseThrow();
      more = page.size() > 2;
      for (RoomStory story : more ? page.subList(0, 2) : page) {
        seen.add(story.room().id().value());
        after = new RoomQuery.Place(story.room().lastAt(), story.room().id());
      }
    }
    assertThat(seen)
        .containsExactly(
            "room_r6", "room_r5", "room_r4", "room_r3", "room_r2", "room_r1", "room_r0");
  }

  @Test
  void aPlaceOfAnotherAccountIsNone() throws Exception {
    keep(room("a", "Ada", OPEN, 0));
    RoomQuery.Place place = new RoomQuery.Place(AT, new RoomId("room_a"));
    assertThat(store.roomLog().page(all(place, 2))).isPresent();
    RoomQuery other =
        new RoomQuery(
            new AccountId("other"), null, ALL, null, null, null, null, null, null, place, 2);
    assertThat(store.roomLog().page(other)).isEmpty();
    assertThat(store.roomLog().story(new AccountId("other"), new RoomId("room_a"))).isEmpty();
  }

  /// RM-5: mine, unassigned with the resolved ones, and each filter.
  @Test
  void listsAreFiltered() throws Exception {
    keep(room("open", "Ada 100%", OPEN, 0));
    keep(room("mine", "Bima", AYUS, 60));
    keep(room("done", "Citra", RESOLVED, 120));
    append(
        new RoomRecord.LabelsSet(
            AT, ACCOUNT, new RoomId("room_done"), List.of(new Label("vip", "#00aa00"))));
    assertThat(ids(query(AYU, ALL, null, null, null, null, null))).containsExactly("room_mine");
    assertThat(ids(query(null, RoomQuery.Which.UNASSIGNED, null, null, null, null, null)))
        .containsExactly("room_done", "room_open");
    assertThat(ids(query(null, ALL, RoomQuery.State.RESOLVED, null, null, null, null)))
        .containsExactly("room_done");
    assertThat(ids(query(null, ALL, null, "vip", null, null, null))).containsExactly("room_done");
    assertThat(ids(query(null, ALL, null, null, AT.plusSeconds(60), AT.plusSeconds(120), null)))
        .containsExactly("room_mine");
    assertThat(ids(query(null, ALL, null, null, null, null, "BIM"))).containsExactly("room_mine");
    assertThat(ids(query(null, ALL, null, null, null, null, "0%"))).containsExactly("room_open");
    assertThat(ids(query(null, ALL, null, null, null, null, "_"))).isEmpty();
  }

  /// RM-5: the archived are in a list of their own, with the same filters and pages, and in no
  /// other.
  @Test
  void theArchivedAreInTheirOwnListAlone() throws Exception {
    for (int i = 0; i < 3; i++) {
      keep(room("old" + i, "Ada " + i, i == 2 ? RESOLVED : OPEN, i).shelved(true, AT));
    }
    keep(room("new", "Ada", OPEN, 9));
    RoomQuery.Which archived = RoomQuery.Which.ARCHIVED;
    assertThat(ids(query(null, archived, null, null, null, null, null)))
        .containsExactly("room_old2", "room_old1", "room_old0");
    assertThat(ids(query(null, ALL, null, null, null, null, null))).containsExactly("room_new");
    assertThat(ids(query(null, RoomQuery.Which.UNASSIGNED, null, null, null, null, null)))
        .containsExactly("room_new");
    assertThat(ids(query(AYU, ALL, null, null, null, null, null))).isEmpty();
    assertThat(ids(query(null, archived, RoomQuery.State.RESOLVED, null, null, null, null)))
        .containsExactly("room_old2");
    assertThat(ids(query(null, archived, null, null, null, null, "ada 1")))
        .containsExactly("room_old1");
    RoomQuery.Place after = new RoomQuery.Place(AT.plusSeconds(1), new RoomId("room_old1"));
    RoomQuery rest =
        new RoomQuery(ACCOUNT, null, archived, null, null, CHANNEL, null, null, null, after, 2);
    assertThat(ids(rest)).containsExactly("room_old0");
    append(new RoomRecord.RoomKept(AT, ACCOUNT, room("old1", "Ada 1", OPEN, 20)));
    assertThat(ids(query(null, archived, null, null, null, null, null)))
        .containsExactly("room_old2", "room_old0");
  }

  /// RM-5: of one channel only.
  @Test
  void aListIsOfOneChannelWhereThatIsAskedFor() throws Exception {
    keep(room("a", "Ada", OPEN, 0));
    ChannelId other = new ChannelId("100000000000007");
    assertThat(ids(all(null, 5))).containsExactly("room_a");
    assertThat(ids(new RoomQuery(ACCOUNT, null, ALL, null, null, other, null, null, null, null, 5)))
        .isEmpty();
  }

  /// RM-4: going into the archive and out of it ends no session and begins none.
  @Test
  void theArchiveIsNoSession() throws Exception {
    Room room = room("a", "Ada", RESOLVED, 0);
    keep(room);
    append(
        new RoomRecord.RoomMoved(room.id(), AT, 2, RoomEventKind.RESOLVED, AYU, RESOLVED),
        new RoomRecord.RoomMoved(
            room.id(), AT.plusSeconds(1), 3, RoomEventKind.ARCHIVED, AYU, RESOLVED),
        new RoomRecord.RoomMoved(
            room.id(), AT.plusSeconds(2), 4, RoomEventKind.UNARCHIVED, null, RESOLVED));
    assertThat(store.roomLog().story(ACCOUNT, room.id()).orElseThrow().sessions())
        .containsExactly(new RoomStory.Session(AT, List.of(), null, AT));
  }

  /// RM-4: history as sessions, notes and labels.
  @Test
  void theStoryOfARoomIsToldWithThatOfTheOneThatBecamePartOfIt() throws Exception {
    Room room = room("a", "Ada", AYUS, 0);
    Room other = room("b", "Ada", OPEN, 1);
    keep(room);
    keep(other);
    append(
        new RoomRecord.NoteAdded(AT, ACCOUNT, other.id(), "note_1", AYU, "Likes tea"),
        new RoomRecord.LabelsSet(AT, ACCOUNT, other.id(), List.of(new Label("vip", "#00aa00"))),
        new RoomRecord.RoomsMerged(AT, ACCOUNT, room.id(), other.id()),
        new RoomRecord.RoomKept(AT, ACCOUNT, room("a", "Ada", OPEN, 10)),
        new RoomRecord.RoomMoved(
            room.id(), AT.plusSeconds(9), 2, RoomEventKind.RESOLVED, AYU, RESOLVED),
        new RoomRecord.RoomMoved(
            room.id(), AT.plusSeconds(10), 3, RoomEventKind.REOPENED, null, OPEN));
    RoomStory story = store.roomLog().story(ACCOUNT, other.id()).orElseThrow();
    assertThat(story.room().id()).isEqualTo(room.id());
    assertThat(story.labels()).containsExactly(new Label("vip", "#00aa00"));
    assertThat(story.notes()).singleElement().matches(note -> note.text().equals("Likes tea"));
    assertThat(story.sessions())
        .containsExactly(
            new RoomStory.Session(AT, List.of(AYU), AT, AT.plusSeconds(9)),
            new RoomStory.Session(AT.plusSeconds(10), List.of(), null, null));
  }

  /// IN-10: a recording left instead of a call leads to that call.
  @Test
  void messagesComeNewestFirstAndAVoicemailNamesItsCall() throws Exception {
    SampleCall call = new SampleCall(1);
    Room room = room("a", "Ada", OPEN, 0);
    keep(room);
    append(
        call.opened(),
        message(room, "wamid.1", MessageKind.TEXT, 1),
        message(room, call.opened().metaCall().value(), MessageKind.VOICEMAIL, 2),
        message(room, "wamid.3", MessageKind.TEXT, 2));
    List<RoomMessage> all = messages(room, null, 10);
    assertThat(all).hasSize(3);
    assertThat(all.stream().filter(m -> m.kind() == MessageKind.VOICEMAIL))
        .singleElement()
        .matches(m -> call.id().equals(m.call()));
    List<RoomMessage> rest = messages(room, all.getFirst().id(), 10);
    assertThat(rest).containsExactlyElementsOf(all.subList(1, 3));
    assertThat(messages(room, null, 1)).hasSize(2);
    assertThat(store.roomLog().messages(ACCOUNT, room.id(), new MessageId("x"), 1)).isEmpty();
  }

  /// Reports come in any order and any number of times (Meta reference 5.2).
  @Test
  void aStatusNeverGoesBack() throws Exception {
    Room room = room("a", "Ada", OPEN, 0);
    keep(room);
    append(
        report(room, MessageStatus.DELIVERED, 5),
        report(room, MessageStatus.READ, 6),
        report(room, MessageStatus.SENT, 4),
        report(room, MessageStatus.READ, 7));
    assertThat(messages(room, null, 10))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.inbound()).isFalse();
          assertThat(message.status()).isEqualTo(MessageStatus.READ);
          assertThat(message.statusAt()).isEqualTo(AT.plusSeconds(6));
        });
  }

  /// Meta's report may be quicker than the note of what was sent (IN-14).
  @Test
  void whatWasSentFromHereKeepsAStatusThatCameBefore() throws Exception {
    Room room = room("a", "Ada", AYUS, 0);
    keep(room);
    append(
        report(room, MessageStatus.DELIVERED, 5),
        new RoomRecord.MessageSent(
            AT,
            ACCOUNT,
            room.id(),
            new MessageId("wamid.out"),
            MessageKind.CALL_BUTTON,
            "Call us",
            AYU));
    assertThat(messages(room, null, 10))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.kind()).isEqualTo(MessageKind.CALL_BUTTON);
          assertThat(message.text()).isEqualTo("Call us");
          assertThat(message.by()).isEqualTo(AYU);
          assertThat(message.status()).isEqualTo(MessageStatus.DELIVERED);
        });
  }

  /// Meta's times are whole seconds, ours are not.
  @Test
  void whatWasSentFromHereStandsBehindWhatItAnswersThoughItsReportWasQuicker() throws Exception {
    Room room = room("a", "Ada", AYUS, 0);
    keep(room);
    append(
        message(room, "wamid.question", MessageKind.TEXT, 5),
        report(room, MessageStatus.DELIVERED, 5),
        new RoomRecord.MessageSent(
            AT.plusMillis(5_400),
            ACCOUNT,
            room.id(),
            new MessageId("wamid.out"),
            MessageKind.CALL_BUTTON,
            "Call us",
            AYU));
    assertThat(messages(room, null, 10))
        .extracting(message -> message.id().value())
        .containsExactly("wamid.out", "wamid.question");
  }

  private List<RoomMessage> messages(Room room, @Nullable MessageId before, int limit) {
    return store.roomLog().messages(ACCOUNT, room.id(), before, limit).orElseThrow();
  }

  private List<String> ids(RoomQuery query) {
    return store.roomLog().page(query).orElseThrow().stream()
        .map(story -> story.room().id().value())
        .toList();
  }

  private static RoomQuery all(RoomQuery.@Nullable Place after, int limit) {
    return new RoomQuery(ACCOUNT, null, ALL, null, null, CHANNEL, null, null, null, after, limit);
  }

  private static RoomQuery query(
      @Nullable AgentId assigned,
      RoomQuery.Which list,
      RoomQuery.@Nullable State state,
      @Nullable String label,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable String name) {
    return new RoomQuery(ACCOUNT, assigned, list, state, label, null, from, to, name, null, 10);
  }

  private static Room room(String id, String name, RoomState state, int seconds) {
    Alias alias = new Alias(Alias.Kind.USER, "ID." + id);
    return new Room(
        new RoomId("room_" + id),
        CHANNEL,
        new Customer(name, List.of(alias)),
        state,
        AT,
        AT.plusSeconds(seconds),
        null,
        1);
  }

  private static RoomRecord message(Room room, String id, MessageKind kind, int seconds) {
    return new RoomRecord.MessageKept(
        AT,
        ACCOUNT,
        room.id(),
        new Message(new MessageId(id), kind, null, null, null),
        AT.plusSeconds(seconds));
  }

  private static RoomRecord report(Room room, MessageStatus status, int seconds) {
    return new RoomRecord.MessageReported(
        AT, ACCOUNT, room.id(), new MessageId("wamid.out"), status, AT.plusSeconds(seconds));
  }

  private void keep(Room room) throws Exception {
    append(
        new RoomRecord.RoomKept(AT, ACCOUNT, room),
        new RoomRecord.CustomerKnown(AT, ACCOUNT, room),
        new RoomRecord.RoomMoved(room.id(), AT, 1, RoomEventKind.OPENED, null, room.state()));
  }

  private void append(ActivityRecord... records) throws Exception {
    store.append(List.of(records)).get(30, SECONDS);
  }
}
