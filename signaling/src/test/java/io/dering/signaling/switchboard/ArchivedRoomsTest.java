package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.RoomAnswer;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.event.Event;
import io.dering.signaling.event.EventType;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// RM-5: rooms that are put away, and what brings them back.
class ArchivedRoomsTest {
  private static final Actor BACKEND = new Actor.Backend();

  private final Stage stage = new Stage().signIn(AYU).signIn(BUDI);
  private final Caller ada = Stage.connect("1", Stage.START).caller();
  private int messages;
  private long requests;
  private RoomId room = new RoomId("room_none");

  @BeforeEach
  void aCustomerHasWritten() {
    write(MessageKind.TEXT);
    room = kept();
  }

  @Test
  void anOpenOrResolvedRoomIsArchivedAndBroughtBackByHand() {
    assertThat(archived(archive())).isTrue();
    assertThat(last().state()).isEqualTo(new RoomState.Open());
    assertThat(archived(ask(new RoomRequest.UnarchiveRoom(room, BACKEND)))).isFalse();
    ask(new RoomRequest.ResolveRoom(room, BACKEND));
    assertThat(archived(archive())).isTrue();
    assertThat(last().state()).isEqualTo(new RoomState.Resolved());
    assertThat(kinds())
        .containsExactly(
            RoomEventKind.OPENED,
            RoomEventKind.ARCHIVED,
            RoomEventKind.UNARCHIVED,
            RoomEventKind.RESOLVED,
            RoomEventKind.ARCHIVED);
  }

  /// Each a conflict that names the field, with a sentence of its own, and nothing changed.
  @Test
  void whatCannotBeIsRefusedByName() {
    assertConflict(
        new RoomRequest.UnarchiveRoom(room, BACKEND), "archived", "the room is not archived");
    ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)));
    assertConflict(
        new RoomRequest.ArchiveRoom(room, BACKEND),
        "state",
        "the room is answered; resolve it first");
    ask(new RoomRequest.ResolveRoom(room, BACKEND));
    archive();
    assertConflict(
        new RoomRequest.ArchiveRoom(room, BACKEND), "archived", "the room is archived already");
  }

  @Test
  void anAgentArchivesNothing() {
    Actor ayu = new Actor.Person(AYU, Role.AGENT);
    ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)));
    assertThat(((Refused) ask(new RoomRequest.ArchiveRoom(room, ayu))).why())
        .isEqualTo(Refused.Why.FORBIDDEN);
    assertThat(last().archived()).isFalse();
  }

  /// Nothing that a customer says may be overlooked; a reaction says no more than it does to a
  /// resolved room.
  @Test
  void theCustomerWhoWritesBringsTheRoomBack() {
    archive();
    write(MessageKind.REACTION);
    assertThat(last().archived()).isTrue();
    stage.clear();
    write(MessageKind.AUDIO);
    assertThat(last().archived()).isFalse();
    assertThat(kinds()).containsExactly(RoomEventKind.UNARCHIVED);
    ask(new RoomRequest.ResolveRoom(room, BACKEND));
    archive();
    stage.clear();
    write(MessageKind.TEXT);
    assertThat(last().archived()).isFalse();
    assertThat(kinds()).containsExactly(RoomEventKind.UNARCHIVED, RoomEventKind.REOPENED);
    assertThat(places()).doesNotHaveDuplicates();
  }

  @Test
  void whoeverIsAssignedBringsTheRoomBack() {
    archive();
    stage.clear();
    assertThat(archived(ask(new RoomRequest.TakeOverRoom(room, BACKEND, AYU)))).isFalse();
    assertThat(kinds()).containsExactly(RoomEventKind.UNARCHIVED, RoomEventKind.TAKEN_OVER);
    assertThat(places()).doesNotHaveDuplicates();
  }

  /// A backend that keeps the rooms says the same by `wrote_at`.
  @Test
  void aBackendThatTellsOfACustomerWhoWroteBringsTheRoomBack() {
    archive();
    assertThat(archived(tell(new RoomState.Open(), null))).isTrue();
    Instant wrote = stage.now();
    assertThat(archived(tell(new RoomState.Open(), wrote.plusSeconds(1)))).isFalse();
    archive();
    assertThat(archived(tell(new RoomState.Open(), wrote.plusSeconds(1)))).isTrue();
    assertThat(archived(tell(new RoomState.Answered(List.of(AYU)), null))).isFalse();
  }

  /// RM-1, IN-3: a call leaves the room where it is, and rings as for the room that it is.
  @Test
  void aCallOfAnArchivedRoomRingsTheGroupAndLeavesItArchived() {
    archive();
    stage.clear();
    assertThat(stage.rung(stage.ringingCall("1"))).containsExactly(AYU, BUDI);
    assertThat(stage.records(RoomRecord.RoomMoved.class)).isEmpty();
  }

  /// RM-1, the setting: where calls open rooms, whoever answers has the room, wherever it was.
  @Test
  void whereCallsOpenRoomsAnAnsweredCallBringsTheRoomBack() {
    AccountSettings usual = Stage.settings();
    Stage opening =
        new Stage(
                new AccountSettings(
                    usual.account(),
                    usual.channels(),
                    usual.agents(),
                    usual.ringGroups(),
                    usual.policy().withCallsOpenRooms(true)))
            .signIn(AYU);
    Message hello = new Message(new MessageId("wamid.0"), MessageKind.TEXT, "Hi", null, null);
    opening.handle(new Fact.CustomerWrote(CHANNEL, ada, hello, opening.now()));
    RoomId put = opening.records(RoomRecord.RoomKept.class).toList().getLast().room();
    opening.handle(
        new Fact.Requested(new RequestId(++requests), new RoomRequest.ArchiveRoom(put, BACKEND)));
    CallId call = opening.ringingCall("1");
    opening.clear();
    opening.accept(AYU, call).handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    assertThat(opening.records(RoomRecord.RoomMoved.class).map(RoomRecord.RoomMoved::kind))
        .containsExactly(RoomEventKind.UNARCHIVED, RoomEventKind.ASSIGNED);
    Room back = opening.records(RoomRecord.RoomKept.class).toList().getLast().kept();
    assertThat(back.archived()).isFalse();
    assertThat(back.state()).isEqualTo(new RoomState.Answered(List.of(AYU)));
  }

  @Test
  void backendsAreToldOfBoth() {
    archive();
    ask(new RoomRequest.UnarchiveRoom(room, BACKEND));
    assertThat(stage.records(RoomRecord.RoomMoved.class).map(Event::of).flatMap(Optional::stream))
        .extracting(Event::type)
        .containsExactly(EventType.ROOM_OPENED, EventType.ROOM_ARCHIVED, EventType.ROOM_UNARCHIVED);
  }

  private BackendAnswer archive() {
    return ask(new RoomRequest.ArchiveRoom(room, BACKEND));
  }

  private BackendAnswer tell(RoomState state, @Nullable Instant wroteAt) {
    return ask(new RoomRequest.TellRoom(CHANNEL, Customer.of(ada), state, wroteAt));
  }

  private void assertConflict(RoomRequest request, String field, String sentence) {
    Room before = last();
    assertThat(ask(request)).isEqualTo(Refused.conflict(field, sentence));
    assertThat(last()).isEqualTo(before);
  }

  private BackendAnswer ask(RoomRequest request) {
    stage.handle(new Fact.Requested(new RequestId(++requests), request));
    return stage.commands(Command.Answer.class).getLast().answer();
  }

  private void write(MessageKind kind) {
    MessageId id = new MessageId("wamid." + ++messages);
    Message message = new Message(id, kind, "Hi", null, null);
    stage.handle(new Fact.CustomerWrote(CHANNEL, ada, message, stage.now()));
  }

  /// The room as it is now.
  private Room last() {
    return ((RoomAnswer.TheRoom) ask(new RoomRequest.MayWrite(room, BACKEND))).room();
  }

  private RoomId kept() {
    return stage.records(RoomRecord.RoomKept.class).toList().getLast().room();
  }

  private List<RoomEventKind> kinds() {
    return stage.records(RoomRecord.RoomMoved.class).map(RoomRecord.RoomMoved::kind).toList();
  }

  private List<Integer> places() {
    return stage.records(RoomRecord.RoomMoved.class).map(RoomRecord.RoomMoved::place).toList();
  }

  private static boolean archived(BackendAnswer answer) {
    return ((RoomAnswer.TheRoom) answer).room().archived();
  }
}
