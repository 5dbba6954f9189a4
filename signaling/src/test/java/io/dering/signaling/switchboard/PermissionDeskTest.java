package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.AskVerdict;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.Grant;
import io.dering.signaling.permission.GrantSource;
import io.dering.signaling.permission.Held;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionChange;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.permission.PermissionReply.Response;
import io.dering.signaling.room.Actor;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.RoomState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Call permission as the switchboard keeps it, beside the customer's room.
class PermissionDeskTest extends PermissionRoom {
  /// PM-9: the request is a message of the room, with the agent's caption and the time it ends.
  @Test
  void aRequestIsAMessageOfTheRoom() {
    RoomId room = written();
    PermissionOutcome.Begun begun = begin(room, BACKEND, true);
    assertThat(begun.ask().endsAt()).isEqualTo(now.plus(Duration.ofDays(3)));
    Step step = request(new PermissionRequest.AskTaken(room, BACKEND, begun.ask().id(), ASKED));
    assertThat(step.records())
        .anySatisfy(record ->
            assertThat(record)
                .isInstanceOfSatisfying(
                    RoomRecord.MessageSent.class,
                    sent -> {
                      assertThat(sent.kind()).isEqualTo(MessageKind.PERMISSION_REQUEST);
                      assertThat(sent.text()).isEqualTo("May we call you?");
                    }));
    assertThat(changes(step)).hasOnlyElementsOfType(PermissionChange.Requested.class);
    assertThat(shown(room).waiting()).get().extracting(Ask::state).isEqualTo(Ask.State.SENDING);
    report(MessageStatus.DELIVERED, null);
    assertThat(shown(room).waiting()).get().extracting(Ask::state).isEqualTo(Ask.State.OPEN);
  }

  /// Meta's webhook may be quicker than its answer over HTTP.
  @Test
  void aReportThatIsQuickerThanTheAnswerIsNotLost() {
    RoomId room = written();
    PermissionOutcome.Begun begun = begin(room, BACKEND, true);
    report(MessageStatus.SENT, null);
    ask(new PermissionRequest.AskTaken(room, BACKEND, begun.ask().id(), ASKED));
    assertThat(shown(room).waiting()).get().extracting(Ask::state).isEqualTo(Ask.State.OPEN);
  }

  /// PM-2: of two at the same moment one is sent.
  @Test
  void twoAtOnceAreOne() {
    RoomId room = written();
    begin(room, BACKEND, true);
    assertThat(ask(new PermissionRequest.BeginAsk(room, BACKEND, "Again?", true, true)))
        .isInstanceOf(PermissionOutcome.NotAsked.class);
  }

  /// PM-1, PM-2: outside the window only as a template, and not without one.
  @Test
  void outsideTheWindowATemplateIsNeeded() {
    RoomId room = written();
    assertThat(ask(new PermissionRequest.BeginAsk(room, BACKEND, "May we?", false, false)))
        .isEqualTo(
            new PermissionOutcome.NotAsked(AskVerdict.Refused.of(AskVerdict.Why.NO_TEMPLATE)));
    assertThat(begin(room, BACKEND, false).ask().form()).isEqualTo(Ask.Form.TEMPLATE);
  }

  /// RO-1: an agent asks in rooms of the agent's own.
  @Test
  void anAgentAsksInRoomsOfTheAgentsOwn() {
    RoomId room = written();
    Actor ayu = new Actor.Person(AYU, Role.AGENT);
    assertThat(ask(new PermissionRequest.BeginAsk(room, ayu, "May we?", true, true)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.why()).isEqualTo(Refused.Why.FORBIDDEN));
    ask(new RoomRequest.AssignRoom(room, BACKEND, List.of(AYU)));
    assertThat(begin(room, ayu, true).ask().by()).isEqualTo(AYU);
  }

  /// 131047 comes after the 200: the request was not sent, and counts for nothing.
  @Test
  void aRequestThatFailsLaterDoesNotCount() {
    RoomId room = written();
    PermissionOutcome.Begun begun = begin(room, BACKEND, true);
    ask(new PermissionRequest.AskTaken(room, BACKEND, begun.ask().id(), ASKED));
    report(MessageStatus.FAILED, MetaError.of(131_047));
    assertThat(shown(room).asks().getLast().error()).isEqualTo(131_047);
    assertThat(begin(room, BACKEND, false)).isNotNull();
  }

  /// PM-6: an answer is a message of the customer's, and reopens a resolved room.
  @Test
  void anAnswerOpensTheWindowAndReopensTheRoom() {
    RoomId room = written();
    ask(new RoomRequest.ResolveRoom(room, BACKEND));
    now = now.plus(Duration.ofHours(30));
    Step step = reply(accept(true, null, false), MessageKind.PERMISSION_REPLY, null);
    RoomRecord.RoomKept kept =
        (RoomRecord.RoomKept)
            step.records().stream()
                .filter(RoomRecord.RoomKept.class::isInstance)
                .reduce((_, last) -> last)
                .orElseThrow();
    assertThat(kept.kept().state()).isEqualTo(new RoomState.Open());
    assertThat(kept.kept().windowEnd()).contains(now.plus(Duration.ofDays(1)));
    assertThat(shown(room).grant()).isEqualTo(new Grant.Permanent());
  }

  /// PM-8, RM-1: a customer who calls grants without a room, and opens none.
  @Test
  void anAutomaticGrantOpensNoRoom() {
    Instant until = now.plus(Duration.ofDays(7));
    Step step = reply(accept(false, until, true), MessageKind.PERMISSION_CHANGE, null);
    assertThat(step.records()).noneMatch(RoomRecord.class::isInstance);
    assertThat(changes(step))
        .containsExactly(
            new PermissionChange.Granted(new Grant.Temporary(until), GrantSource.CALLBACK));
    assertThat(switchboard.nextDeadline()).isEqualTo(until);
    RoomId room = written();
    assertThat(shown(room).grant()).isEqualTo(new Grant.Temporary(until));
  }

  /// PM-3, PM-7: Meta says nothing when a temporary permission runs out; the clock does.
  @Test
  void aTemporaryGrantEndsByItself() {
    Instant until = now.plus(Duration.ofDays(7));
    reply(accept(false, until, false), MessageKind.PERMISSION_REPLY, null);
    now = until;
    Step step = switchboard.advance(now);
    assertThat(changes(step)).containsExactly(new PermissionChange.Expired());
  }

  /// PM-4: resolving the room ends what was asked there; PM-5: a new one is possible within PM-2.
  @Test
  void resolvingTheRoomEndsTheRequest() {
    RoomId room = written();
    begin(room, BACKEND, true);
    ask(new RoomRequest.ResolveRoom(room, BACKEND));
    assertThat(shown(room).waiting()).isEmpty();
    now = now.plus(Duration.ofDays(1));
    written();
    assertThat(begin(room, BACKEND, true)).isNotNull();
  }

  @Test
  void anUnreadableAnswerAsksMetaBesideAllCalls() {
    Step step =
        reply(
            new PermissionReply(Response.UNREADABLE, false, null, false),
            MessageKind.PERMISSION_REPLY,
            null);
    Command.ReadPermission read =
        (Command.ReadPermission)
            step.commands().stream()
                .filter(Command.ReadPermission.class::isInstance)
                .findFirst()
                .orElseThrow();
    switchboard.handle(
        new Fact.PermissionRead(
            read.call(),
            CHANNEL,
            new MetaPermission(
                MetaPermission.Status.PERMANENT,
                Optional.empty(),
                new MetaPermission.Action(true, List.of()),
                new MetaPermission.Action(false, List.of()))),
        now);
    assertThat(shown(written()).grant()).isEqualTo(new Grant.Permanent());
  }

  /// The figures of calling out change while the gateway runs.
  @Test
  void otherLimitsCountAtOnce() {
    RoomId room = written();
    CallingLimits usual = CallingLimits.DEFAULT;
    switchboard.handle(
        new Fact.LimitsSet(
            new CallingLimits(
                LocalDate.of(2027, 1, 1),
                7,
                2,
                3,
                Duration.ofHours(1),
                usual.temporaryGrant(),
                usual.warnAfter(),
                usual.revokeAfter(),
                usual.ringing(),
                usual.barredCountries())),
        now);
    assertThat(begin(room, BACKEND, true).ask().endsAt()).isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(begin(room, BACKEND, true)).isNotNull();
  }

  /// Most permissions are on the disk alone; a fact says which ones it needs.
  @Test
  void aPermissionOfTheStoreIsBroughtBack() {
    RoomId room = written();
    BackendRequest show = new PermissionRequest.ShowPermission(room, BACKEND);
    Fact fact = new Fact.Requested(new RequestId(99), show);
    List<Alias> aliases = Customer.of(ADA).aliases();
    assertThat(switchboard.wants(fact)).contains(new Recall.ByAlias(CHANNEL, aliases));
    CustomerPermission stored =
        new CustomerPermission(
            new PermissionId("perm_stored"),
            CHANNEL,
            Customer.of(ADA),
            new Permission(
                new Held(new Grant.Permanent(), GrantSource.REQUEST, now, now),
                List.of(),
                Permission.NEW.calls(),
                Permission.NEW.word()));
    switchboard.takePermissions(Optional.of(new Recall.ByAlias(CHANNEL, aliases)), List.of(stored));
    assertThat(switchboard.wants(fact)).isEmpty();
    assertThat(shown(room).grant()).isEqualTo(new Grant.Permanent());
  }

  /// A number that is given up may be somebody else's tomorrow: the permission goes with the
  /// person.
  @Test
  void aChangedNumberTakesThePermissionAlong() {
    reply(accept(true, null, false), MessageKind.PERMISSION_REPLY, null);
    Caller after = new Caller(new PhoneNumber("62899"), null, null);
    switchboard.handle(
        new Fact.CustomerChanged(CHANNEL, ADA, after, message(MessageKind.SYSTEM, null), now), now);
    assertThat(look(new Caller(new PhoneNumber("62899"), null, null)).grant())
        .isEqualTo(new Grant.Permanent());
    assertThat(look(new Caller(new PhoneNumber("62811"), null, null)).grant())
        .isEqualTo(new Grant.None());
  }

  /// OUT-3, PM-2: what was known of the new number and of the person counts together from here on,
  /// after a restart too.
  @Test
  void aNumberThatWasKnownAlreadyBringsWhatIsKnownOfItToTheStore() {
    Caller after = new Caller(new PhoneNumber("62899"), null, null);
    PermissionReply no = new PermissionReply(Response.REJECT, false, null, false);
    switchboard.handle(
        new Fact.PermissionReplied(
            CHANNEL, after, message(MessageKind.PERMISSION_REPLY, null), no, now),
        now);
    now = now.plusSeconds(1);
    reply(accept(true, null, false), MessageKind.PERMISSION_REPLY, null);
    Step step =
        switchboard.handle(
            new Fact.CustomerChanged(CHANNEL, ADA, after, message(MessageKind.SYSTEM, null), now),
            now);
    assertThat(step.records())
        .filteredOn(PermissionRecord.PermissionKept.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            PermissionRecord.PermissionKept.class,
            kept -> assertThat(kept.of().permission().grant()).isEqualTo(new Grant.Permanent()));
    assertThat(step.records()).hasAtLeastOneElementOfType(PermissionRecord.PermissionsMerged.class);
  }

  @Test
  void anUnknownRequestIsNamed() {
    RoomId room = written();
    assertThat(ask(new PermissionRequest.AskTaken(room, BACKEND, new AskId("ask_x"), ASKED)))
        .isInstanceOf(Refused.class);
    assertThat(ask(new PermissionRequest.ShowPermission(new RoomId("room_nowhere"), BACKEND)))
        .isInstanceOf(Refused.class);
  }

  private Permission look(Caller who) {
    Step step =
        switchboard.handle(
            new Fact.CustomerWrote(CHANNEL, who, message(MessageKind.TEXT, null), now), now);
    return shown(room(step));
  }
}
