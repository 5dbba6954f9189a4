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
import io.dering.signaling.call.Payloads;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.CallButton;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.room.Rooms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rooms as the switchboard keeps them.
class RoomsTest {
  private static final Actor BACKEND = new Actor.Backend();
  private static final Caller ADA = caller("62811", "ID.1");

  private final Switchboard switchboard =
      new Switchboard(Stage.settings(), new SplittableRandom(7));
  private Instant now = Stage.START;
  private int messages;
  private long requests;

  /// RM-1.
  @Test
  void aCustomerWhoWritesHasAnOpenRoom() {
    Step step = write(ADA, MessageKind.TEXT);
    assertThat(step.records())
        .hasExactlyElementsOfTypes(
            RoomRecord.RoomKept.class,
            RoomRecord.CustomerKnown.class,
            RoomRecord.RoomMoved.class,
            RoomRecord.MessageKept.class);
    Room room = room(step);
    assertThat(room.state()).isEqualTo(new RoomState.Open());
    assertThat(room.windowEnd()).contains(now.plus(Room.WINDOW));
    assertThat(events(step)).containsExactly(RoomEventKind.OPENED);
  }

  @Test
  void theNextMessageGoesIntoTheSameRoom() {
    Room room = room(write(ADA, MessageKind.TEXT));
    now = now.plusSeconds(60);
    Step next = write(caller(null, "ID.1"), MessageKind.AUDIO);
    assertThat(next.records())
        .hasExactlyElementsOfTypes(RoomRecord.RoomKept.class, RoomRecord.MessageKept.class);
    assertThat(room(next).id()).isEqualTo(room.id());
    assertThat(room(next).lastAt()).isEqualTo(now);
  }

  /// At least once is how Meta delivers.
  @Test
  void theSameMessageTwiceIsOneMessage() {
    Fact.CustomerWrote fact = wrote(ADA, MessageKind.TEXT);
    switchboard.handle(fact, now);
    assertThat(switchboard.handle(fact, now)).isEqualTo(Step.NOTHING);
  }

  /// RM-1: assigned, resolved, and reopened by the customer alone.
  @Test
  void aRoomIsAssignedAndResolvedAndTheCustomerReopensIt() {
    RoomId room = room(write(ADA, MessageKind.TEXT)).id();
    assertThat(state(ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)))))
        .isEqualTo(new RoomState.Answered(List.of(AYU)));
    assertThat(state(ask(new RoomRequest.ResolveRoom(room, BACKEND))))
        .isEqualTo(new RoomState.Resolved());
    assertThat(why(ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)))))
        .isEqualTo(Refused.Why.CONFLICT);
    assertThat(why(ask(new RoomRequest.ResolveRoom(room, BACKEND))))
        .isEqualTo(Refused.Why.CONFLICT);
    assertThat(write(ADA, MessageKind.REACTION).records())
        .doesNotHaveAnyElementsOfTypes(RoomRecord.RoomMoved.class);
    Step reopened = write(ADA, MessageKind.CHOICE);
    assertThat(room(reopened).state()).isEqualTo(new RoomState.Open());
    assertThat(events(reopened)).containsExactly(RoomEventKind.REOPENED);
  }

  /// RM-1: a call leaves rooms as they are.
  @Test
  void aCallOpensNoRoomAndReopensNone() {
    Stage stage = new Stage().signIn(AYU).signIn(BUDI);
    CallId first = stage.call("1");
    assertThat(stage.records(RoomRecord.class)).isEmpty();
    stage.handle(wrote(Stage.connect("1", now).caller(), MessageKind.TEXT));
    RoomId room = stage.records(RoomRecord.RoomKept.class).toList().getLast().room();
    ask(stage, new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)));
    ask(stage, new RoomRequest.ResolveRoom(room, BACKEND));
    stage.clear();
    CallId second = stage.ringingCall("2");
    assertThat(stage.records(RoomRecord.class)).isEmpty();
    assertThat(stage.rung(second)).containsExactly(AYU, BUDI);
    assertThat(first).isNotEqualTo(second);
  }

  /// RM-1, the setting: a call that is answered gives the room to who answered; one that is
  /// somebody's stays theirs, and a call that is not answered opens nothing.
  @Test
  void whereCallsOpenRoomsAnAnsweredCallOpensAndAssignsOne() {
    AccountSettings settings = Stage.settings();
    Stage stage =
        new Stage(
                new AccountSettings(
                    settings.account(),
                    settings.channels(),
                    settings.agents(),
                    settings.ringGroups(),
                    settings.policy().withCallsOpenRooms(true)))
            .signIn(AYU)
            .signIn(BUDI);
    CallId first = stage.ringingCall("1");
    assertThat(stage.records(RoomRecord.class)).isEmpty();
    stage.accept(AYU, first);
    Fact accepted = new Fact.GraphSucceeded(first, GraphAction.ACCEPT);
    assertThat(stage.switchboard().wants(accepted)).isPresent();
    stage.handle(accepted);
    assertThat(stage.records(RoomRecord.RoomMoved.class).map(RoomRecord.RoomMoved::kind))
        .containsExactly(RoomEventKind.OPENED, RoomEventKind.ASSIGNED);
    Room room = stage.records(RoomRecord.RoomKept.class).toList().getLast().kept();
    assertThat(room.state()).isEqualTo(new RoomState.Answered(List.of(AYU)));

    stage.hangUp(AYU, first);
    ask(stage, new RoomRequest.ResolveRoom(room.id(), BACKEND));
    stage.clear();
    answer(stage, BUDI, "2");
    assertThat(stage.records(RoomRecord.RoomMoved.class).map(RoomRecord.RoomMoved::kind))
        .containsExactly(RoomEventKind.REOPENED, RoomEventKind.ASSIGNED);
    Room again = stage.records(RoomRecord.RoomKept.class).toList().getLast().kept();
    assertThat(again.id()).isEqualTo(room.id());
    assertThat(again.state()).isEqualTo(new RoomState.Answered(List.of(BUDI)));
    stage.clear();
    answer(stage, BUDI, "3");
    assertThat(stage.records(RoomRecord.RoomMoved.class)).isEmpty();
  }

  private static void answer(Stage stage, AgentId agent, String name) {
    CallId call = stage.ringingCall(name);
    stage.accept(agent, call).handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    stage.hangUp(agent, call);
  }

  /// IN-3a, with what rooms say: the assigned agent alone, and the group again after the end.
  @Test
  void aCallRingsWhomTheRoomIsAssignedTo() {
    Stage stage = new Stage().signIn(AYU).signIn(BUDI);
    stage.handle(wrote(Stage.connect("1", now).caller(), MessageKind.TEXT));
    RoomId room = stage.records(RoomRecord.RoomKept.class).toList().getLast().room();
    ask(stage, new RoomRequest.AssignRoom(room, BACKEND, List.of(BUDI)));
    assertThat(stage.rung(stage.ringingCall("1"))).containsExactly(BUDI);
    ask(stage, new RoomRequest.ResolveRoom(room, BACKEND));
    assertThat(stage.rung(stage.ringingCall("2"))).containsExactly(AYU, BUDI);
  }

  /// IN-14, RO-1: into one's own room, and it is kept with who sent it.
  @Test
  void aCallButtonIsWrittenIntoOnesOwnRoomAlone() {
    RoomId room = room(write(ADA, MessageKind.TEXT)).id();
    Actor ayu = new Actor.Person(AYU, Role.AGENT);
    assertThat(why(ask(new RoomRequest.MayWrite(room, ayu)))).isEqualTo(Refused.Why.FORBIDDEN);
    ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)));
    assertThat(ask(new RoomRequest.MayWrite(room, ayu))).isInstanceOf(RoomAnswer.TheRoom.class);
    CallButton button = new CallButton("Call us", null, 60, "order-4471");
    MessageId sent = new MessageId("wamid.sent");
    Step step =
        switchboard.handle(
            new Fact.Requested(
                new RequestId(++requests), new RoomRequest.KeepSent(room, ayu, sent, button)),
            now);
    assertThat(step.records())
        .contains(
            new RoomRecord.MessageSent(
                now,
                Stage.settings().account(),
                room,
                sent,
                MessageKind.CALL_BUTTON,
                "Call us",
                AYU));
  }

  /// RM-4, IN-14: the agent's card names the room, and what the button carried.
  @Test
  void whatRingsNamesTheCustomersRoomAndWhatTheButtonCarried() {
    Stage stage = new Stage().signIn(AYU);
    stage.handle(wrote(Stage.connect("1", now).caller(), MessageKind.TEXT));
    RoomId room = stage.records(RoomRecord.RoomKept.class).toList().getLast().room();
    Fact.CallOffered offer = Stage.connect("1", now);
    stage.handle(
        new Fact.CallOffered(
            offer.metaCall(),
            offer.channel(),
            offer.caller(),
            offer.offer(),
            new Payloads("order-4471", null),
            offer.metaTime()));
    assertThat(stage.told(AYU))
        .filteredOn(DeskMessage.CallIncoming.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            DeskMessage.CallIncoming.class,
            incoming -> {
              assertThat(incoming.customer().room()).isEqualTo(room);
              assertThat(incoming.customer().payloads().button()).isEqualTo("order-4471");
            });
  }

  private void ask(Stage stage, RoomRequest request) {
    stage.handle(new Fact.Requested(new RequestId(++requests), request));
  }

  @Test
  void whoIsNoAgentHereIsNamedByTheField() {
    RoomId room = room(write(ADA, MessageKind.TEXT)).id();
    AgentId stranger = new AgentId("zoe");
    assertThat(ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU, stranger))))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Refused.Why.INVALID);
              assertThat(refused.field()).isEqualTo("agents[1]");
            });
    assertThat(why(ask(new RoomRequest.TakeOverRoom(room, BACKEND, stranger))))
        .isEqualTo(Refused.Why.INVALID);
    assertThat(why(ask(new RoomRequest.ResolveRoom(new RoomId("room_x"), BACKEND))))
        .isEqualTo(Refused.Why.NOT_FOUND);
  }

  /// RM-2, RO-1.
  @Test
  void anAgentTakesARoomOverAndResolvesItButNotAnothersRoom() {
    RoomId room = room(write(ADA, MessageKind.TEXT)).id();
    Actor budi = new Actor.Person(BUDI, Role.AGENT);
    Actor ayu = new Actor.Person(AYU, Role.AGENT);
    assertThat(state(ask(new RoomRequest.TakeOverRoom(room, budi, BUDI))))
        .isEqualTo(new RoomState.Answered(List.of(BUDI)));
    assertThat(why(ask(new RoomRequest.ResolveRoom(room, ayu)))).isEqualTo(Refused.Why.FORBIDDEN);
    assertThat(state(ask(new RoomRequest.ResolveRoom(room, budi))))
        .isEqualTo(new RoomState.Resolved());
  }

  @Test
  void twoRoomsOfOneCustomerBecomeOneWhenAMessageShowsBothAliases() {
    RoomId first = room(write(caller("62811", null), MessageKind.TEXT)).id();
    now = now.plusSeconds(1);
    RoomId second = room(write(caller(null, "ID.1"), MessageKind.TEXT)).id();
    ask(new RoomRequest.AssignRoom(second, BACKEND, List.of(BUDI)));
    Step step = write(ADA, MessageKind.TEXT);
    assertThat(step.records())
        .filteredOn(RoomRecord.RoomsMerged.class::isInstance)
        .singleElement()
        .isEqualTo(new RoomRecord.RoomsMerged(now, Stage.settings().account(), first, second));
    assertThat(room(step).state()).isEqualTo(new RoomState.Answered(List.of(BUDI)));
    assertThat(state(ask(new RoomRequest.ResolveRoom(second, BACKEND))))
        .isEqualTo(new RoomState.Resolved());
  }

  @Test
  void aNumberThatChangedHandsIsNobodysAnyMore() {
    RoomId room = room(write(ADA, MessageKind.TEXT)).id();
    Message message = message(MessageKind.SYSTEM);
    switchboard.handle(
        new Fact.CustomerChanged(
            CHANNEL, caller("62811", null), caller("62822", null), message, now),
        now);
    assertThat(room(write(caller("62822", null), MessageKind.TEXT)).id()).isEqualTo(room);
    assertThat(room(write(caller(null, "ID.1"), MessageKind.TEXT)).id()).isEqualTo(room);
    assertThat(room(write(caller("62811", null), MessageKind.TEXT)).id()).isNotEqualTo(room);
  }

  @Test
  void aStatusIsNotedInARoomThatIsThereAndOpensNone() {
    Fact.MessageStatusReported status =
        new Fact.MessageStatusReported(
            CHANNEL, ADA, new MessageId("wamid.sent"), MessageStatus.READ, now);
    assertThat(switchboard.handle(status, now)).isEqualTo(Step.NOTHING);
    write(ADA, MessageKind.TEXT);
    assertThat(switchboard.handle(status, now).records())
        .hasExactlyElementsOfTypes(RoomRecord.MessageReported.class);
  }

  /// The gateway is told of a room that the business's own system keeps; RM-1 holds there too.
  @Test
  void aBackendTellsOfARoomAndReopensItOnlyInTheCustomersName() {
    RoomState ayus = new RoomState.Answered(List.of(AYU));
    assertThat(state(tell(ayus, null))).isEqualTo(ayus);
    assertThat(state(tell(new RoomState.Resolved(), null))).isEqualTo(new RoomState.Resolved());
    assertThat(tell(ayus, null))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.field()).isEqualTo("wrote_at"));
    assertThat(state(tell(ayus, now.plusSeconds(1)))).isEqualTo(ayus);
    assertThat(
            ask(
                new RoomRequest.TellRoom(
                    new ChannelId("2"), Customer.of(ADA), new RoomState.Open(), null)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.field()).isEqualTo("channel"));
  }

  /// A time to come would keep the room from staying resolved.
  @Test
  void aCustomerHasNotWrittenInTheFuture() {
    assertThat(tell(new RoomState.Open(), now.plusSeconds(61)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(Refused.Why.INVALID);
              assertThat(refused.field()).isEqualTo("wrote_at");
            });
    assertThat(state(tell(new RoomState.Open(), now.plusSeconds(60))))
        .isEqualTo(new RoomState.Open());
    tell(new RoomState.Resolved(), null);
    assertThat(why(tell(new RoomState.Open(), now.plusSeconds(60))))
        .isEqualTo(Refused.Why.CONFLICT);
  }

  /// RM-2: the history of a room that is told of begins where every room's does.
  @Test
  void aRoomThatIsToldAsAnsweredOrResolvedWasOpenBefore() {
    assertThat(events(told(ADA, new RoomState.Answered(List.of(AYU)))))
        .containsExactly(RoomEventKind.OPENED, RoomEventKind.ASSIGNED);
    Step resolved = told(caller(null, "ID.2"), new RoomState.Resolved());
    assertThat(resolved.records())
        .filteredOn(RoomRecord.RoomMoved.class::isInstance)
        .extracting(moved -> ((RoomRecord.RoomMoved) moved).state())
        .containsExactly(new RoomState.Open(), new RoomState.Resolved());
    assertThat(room(resolved).events()).isEqualTo(2);
  }

  @Test
  void theSameToldAgainChangesNothing() {
    RoomState ayus = new RoomState.Answered(List.of(AYU));
    Room before = ((RoomAnswer.TheRoom) tell(ayus, now)).room();
    Instant wrote = now;
    now = now.plusSeconds(60);
    assertThat(tell(ayus, wrote)).isEqualTo(new RoomAnswer.TheRoom(before));
    assertThat(told(ADA, ayus).records()).isEmpty();
    assertThat(((RoomAnswer.TheRoom) tell(ayus, now)).room().lastAt()).isEqualTo(now);
  }

  /// What the store would hold as one text is one here.
  @Test
  void textsThatNoStoreHoldsApartAreOneCustomer() {
    RoomId room = room(write(caller(null, "u\0"), MessageKind.TEXT)).id();
    assertThat(room(write(caller(null, "u\uFFFD"), MessageKind.TEXT)).id()).isEqualTo(room);
    assertThat(room(write(caller(null, "u\uD800"), MessageKind.TEXT)).id()).isEqualTo(room);
    assertThat(new Customer("A\0\uDC00\uD83D\uDE00", List.of()).name())
        .isEqualTo("A\uFFFD\uFFFD\uD83D\uDE00");
    Message odd = new Message(new MessageId("wamid.x"), MessageKind.TEXT, "\uD800?", null, null);
    assertThat(odd.text()).isEqualTo("\uFFFD?");
  }

  private Step told(Caller who, RoomState state) {
    return switchboard.handle(
        new Fact.Requested(
            new RequestId(++requests),
            new RoomRequest.TellRoom(CHANNEL, Customer.of(who), state, null)),
        now);
  }

  @Test
  void answeredRoomsAreBoundedAndTheLimitIsSaid() {
    RoomState ayus = new RoomState.Answered(List.of(AYU));
    RoomId open = room(write(ADA, MessageKind.TEXT)).id();
    for (int i = 0; i < Rooms.MAX_ANSWERED; i++) {
      Customer one = Customer.of(caller(null, "ID.many." + i));
      RoomId id = new RoomId("room_" + i);
      switchboard.takeRooms(List.of(new Room(id, CHANNEL, one, ayus, now, now, null, 1)));
    }
    assertThat(why(ask(new RoomRequest.AssignRoom(open, BACKEND, List.of(BUDI)))))
        .isEqualTo(Refused.Why.CONFLICT);
    assertThat(why(tell(ayus, null))).isEqualTo(Refused.Why.CONFLICT);
    ask(new RoomRequest.ResolveRoom(new RoomId("room_7"), BACKEND));
    assertThat(state(tell(ayus, null))).isEqualTo(ayus);
  }

  /// Most rooms are on the disk alone; a fact says which ones it needs.
  @Test
  void aRoomOfTheStoreIsBroughtBackByTheMessageThatNeedsIt() {
    Room stored =
        new Room(
            new RoomId("room_stored"),
            CHANNEL,
            Customer.of(caller(null, "ID.1")),
            new RoomState.Resolved(),
            now,
            now,
            null,
            7);
    Fact.CustomerWrote fact = wrote(ADA, MessageKind.TEXT);
    assertThat(switchboard.wants(fact))
        .contains(new Recall.ByAlias(CHANNEL, Customer.of(ADA).aliases()));
    switchboard.takeRooms(List.of(stored));
    Step step = switchboard.handle(fact, now);
    assertThat(room(step).id()).isEqualTo(stored.id());
    assertThat(room(step).events()).isEqualTo(8);
    assertThat(switchboard.wants(wrote(ADA, MessageKind.TEXT))).isEmpty();
    switchboard.takeRooms(List.of(stored));
    assertThat(room(write(ADA, MessageKind.TEXT)).state()).isEqualTo(new RoomState.Open());
  }

  /// The room is shown beside the call; and what Meta tells of its customer must not be taken away
  /// from another room of the same customer that only the store knows.
  @Test
  void aCallBringsTheRoomsOfItsCustomer() {
    Caller both = new Caller(new PhoneNumber("447700900456"), "ID.7", "Ada");
    Fact.CallOffered call =
        new Fact.CallOffered(Stage.wacid("a"), CHANNEL, both, Stage.OFFER, Payloads.NONE, now);
    write(caller("447700900456", null), MessageKind.TEXT);
    // Of the number the room is known, and its permission is not.
    List<Alias> number = List.of(new Alias(Alias.Kind.PHONE, "447700900456"));
    switchboard.takePermissions(Optional.of(new Recall.ByAlias(CHANNEL, number)), List.of());
    assertThat(switchboard.wants(call))
        .contains(new Recall.ByAlias(CHANNEL, List.of(new Alias(Alias.Kind.USER, "ID.7"))));
  }

  private BackendAnswer tell(RoomState state, @Nullable Instant wroteAt) {
    return ask(new RoomRequest.TellRoom(CHANNEL, Customer.of(ADA), state, wroteAt));
  }

  private BackendAnswer ask(RoomRequest request) {
    Step step = switchboard.handle(new Fact.Requested(new RequestId(++requests), request), now);
    assertThat(step.commands()).singleElement().isInstanceOf(Command.Answer.class);
    return ((Command.Answer) step.commands().getFirst()).answer();
  }

  private static RoomState state(BackendAnswer answer) {
    return ((RoomAnswer.TheRoom) answer).room().state();
  }

  private static Refused.Why why(BackendAnswer answer) {
    return ((Refused) answer).why();
  }

  private Step write(Caller who, MessageKind kind) {
    return switchboard.handle(wrote(who, kind), now);
  }

  private Fact.CustomerWrote wrote(Caller who, MessageKind kind) {
    return new Fact.CustomerWrote(CHANNEL, who, message(kind), now);
  }

  private Message message(MessageKind kind) {
    return new Message(new MessageId("wamid." + ++messages), kind, "Hi", null, null);
  }

  private static Room room(Step step) {
    return step.records().stream()
        .filter(RoomRecord.RoomKept.class::isInstance)
        .map(kept -> ((RoomRecord.RoomKept) kept).kept())
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static List<RoomEventKind> events(Step step) {
    return step.records().stream()
        .filter(RoomRecord.RoomMoved.class::isInstance)
        .map(moved -> ((RoomRecord.RoomMoved) moved).kind())
        .toList();
  }

  private static Caller caller(@Nullable String phone, @Nullable String user) {
    return new Caller(phone == null ? null : new PhoneNumber(phone), user, "Ada Fictional");
  }
}
