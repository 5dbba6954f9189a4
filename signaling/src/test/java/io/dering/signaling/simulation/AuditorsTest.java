package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.RingGroupAnswer;
import io.dering.signaling.backend.RingGroupRequest;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.desk.ChannelCard;
import io.dering.signaling.desk.CustomerCard;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import io.dering.signaling.switchboard.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An auditor that cannot fail audits nothing: each is shown what it is there for.
class AuditorsTest {
  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final AccountId OTHER = new AccountId("second");
  private static final CallId CALL = CallId.at(Stage.START, new SplittableRandom(1));
  private static final CallId CALL_TWO = CallId.at(Stage.START, new SplittableRandom(2));
  private static final MetaCallId META_CALL = Stage.wacid("a");
  private static final Instant AT = Stage.START;
  private static final Caller ADA = new Caller(new PhoneNumber("447700900456"), null, "Ada");
  private static final RingGroup IN_TURN =
      Stage.group("in-turn", RingMode.ROUND_ROBIN, Stage.AYU, Stage.BUDI);
  private static final ConnectionId TAB = new ConnectionId("demo/ayu-0");
  private static final Apart APART =
      new Apart(Map.of(Stage.CHANNEL, ACCOUNT, Stage.settings().channels().get(1).id(), OTHER));

  private static CallRecord opened(CallId call, MetaCallId metaCall) {
    return new CallRecord.CallOpened(
        call, AT, ACCOUNT, metaCall, Stage.CHANNEL, Direction.INBOUND, ADA, Payloads.NONE, AT);
  }

  private static CallRecord event(
      CallId call, int sequence, CallEventKind kind, @Nullable AgentId agent) {
    return new CallRecord.CallEvent(call, AT, sequence, kind, agent, null);
  }

  private static CallRecord closed(CallId call, CallStatus status, EndReason reason, long ringMs) {
    return new CallRecord.CallClosed(call, AT, status, reason, null, ringMs, 0, 0, null, null);
  }

  private static CallRecord missed(CallId call) {
    return closed(call, CallStatus.UNANSWERED, EndReason.TIMED_OUT, 30_000);
  }

  private static void stored(Auditor auditor, CallRecord... written) {
    for (CallRecord one : written) {
      auditor.stored(ACCOUNT, one, AT);
    }
  }

  private static void released(Auditor auditor, Command... commands) {
    for (Command one : commands) {
      auditor.released(ACCOUNT, one, AT);
    }
  }

  private static void caught(String sentence, ThrowingCallable violation) {
    assertThatThrownBy(violation).isInstanceOf(AssertionError.class).hasMessageContaining(sentence);
  }

  private static Command terminate() {
    return new Command.Terminate(CALL, META_CALL, Stage.CHANNEL);
  }

  private static Command reject() {
    return new Command.Reject(CALL, META_CALL, Stage.CHANNEL);
  }

  private static Command accept() {
    return new Command.Accept(CALL, META_CALL, Stage.CHANNEL, Stage.ANSWER, "");
  }

  private static Fact refusedPush(int announcement) {
    return new Fact.PushRefused(
        CALL, Stage.AYU, Stage.device(Stage.AYU, "phone").id(), announcement, false);
  }

  @Test
  void pushedSeesAPushBesideAPageOneThatComesTwiceAndOneThatStays() {
    Command ringing =
        new Command.PushRinging(
            CALL,
            Stage.AYU,
            2,
            List.of(Stage.device(Stage.AYU, "phone")),
            new DeskMessage.CallIncoming(
                CALL,
                new CustomerCard(null, null),
                new ChannelCard(Stage.CHANNEL, "", ""),
                AT,
                30_000,
                30_000));
    Pushed beside = new Pushed();
    beside.heard(ACCOUNT, new Fact.AgentConnected(Stage.AYU, TAB), AT.minusSeconds(3));
    caught("with a page that answers", () -> released(beside, ringing));
    Pushed frozen = new Pushed();
    frozen.heard(ACCOUNT, new Fact.AgentConnected(Stage.AYU, TAB), AT.minusSeconds(20));
    frozen.heard(
        ACCOUNT, new Fact.AgentSilent(Stage.AYU, TAB, Duration.ofSeconds(8)), AT.minusSeconds(3));
    released(frozen, ringing);
    caught("told twice", () -> released(frozen, ringing));
    caught("still shows", frozen::over);
    frozen.heard(ACCOUNT, refusedPush(1), AT);
    caught("still shows", frozen::over);
    frozen.heard(ACCOUNT, refusedPush(2), AT);
    frozen.over();
  }

  @Test
  void oneCallEachSeesTwoCallsTwoWinnersAStrangersTabAndAClaimThatStands() {
    CallRecord taken = event(CALL, 1, CallEventKind.TAKEN, Stage.AYU);
    OneCallEach twoCalls = new OneCallEach();
    stored(twoCalls, taken);
    caught("two calls", () -> stored(twoCalls, event(CALL_TWO, 1, CallEventKind.TAKEN, Stage.AYU)));
    OneCallEach twoWinners = new OneCallEach();
    stored(twoWinners, taken);
    caught(
        "two winners", () -> stored(twoWinners, event(CALL, 2, CallEventKind.TAKEN, Stage.BUDI)));
    OneCallEach strange = new OneCallEach();
    stored(strange, taken);
    released(strange, new Command.Bridge(CALL, TAB));
    caught(
        "did not take",
        () -> released(strange, new Command.Bridge(CALL, new ConnectionId("demo/budi-0"))));
    OneCallEach standing = new OneCallEach();
    stored(standing, taken);
    caught(
        "a claim stands",
        () -> standing.stored(ACCOUNT, opened(CALL_TWO, Stage.wacid("b")), AT.plusSeconds(18)));
    OneCallEach held = new OneCallEach();
    stored(held, taken);
    caught("still hold", held::over);
  }

  @Test
  void ringsSeesAPageThatRingsTooLongAndARowThatSaysSo() {
    Rings rings = new Rings();
    released(rings, incoming());
    rings.heard(ACCOUNT, hangUp(TAB), AT.plusSeconds(31));
    caught("rings for ever", () -> rings.heard(ACCOUNT, hangUp(TAB), AT.plusSeconds(33)));
    caught("still rings", rings::over);
    caught(
        "rang too long",
        () -> stored(rings, closed(CALL, CallStatus.UNANSWERED, EndReason.TIMED_OUT, 32_001)));
    caught(
        "rang too long",
        () ->
            stored(new Rings(), closed(CALL, CallStatus.UNANSWERED, EndReason.TIMED_OUT, 62_001)));
    caught(
        "less than nothing",
        () ->
            stored(
                new Rings(), closed(CALL, CallStatus.UNANSWERED, EndReason.GATEWAY_RESTARTED, -1)));
  }

  /// L2, IN-7.
  @Test
  void onTimeSeesAWindowThatRunsOutEarlyOrLate() {
    OnTime early = new OnTime();
    released(early, incoming());
    stored(early, opened(CALL, META_CALL));
    caught("ran out early", () -> stored(early, endedAt(AT.plusMillis(29_999))));
    OnTime late = new OnTime();
    released(late, incoming());
    stored(late, opened(CALL, META_CALL));
    caught("ran out late", () -> stored(late, endedAt(AT.plusMillis(31_201))));
    OnTime onTheDot = new OnTime();
    released(onTheDot, incoming());
    stored(onTheDot, opened(CALL, META_CALL), endedAt(AT.plusSeconds(30)));
    assertThat(onTheDot.lateMs()).containsExactly(0);
  }

  private static CallRecord endedAt(Instant at) {
    return new CallRecord.CallClosed(
        CALL, at, CallStatus.UNANSWERED, EndReason.TIMED_OUT, null, 30_000, 0, 0, null, null);
  }

  /// IN-6.
  @Test
  void onlyReachableSeesACallThatRingsWhereNobodyAnswers() {
    OnlyReachable reachable = new OnlyReachable();
    reachable.heard(ACCOUNT, new Fact.AgentConnected(Stage.AYU, TAB), AT);
    reachable.heard(ACCOUNT, new Fact.AgentSilent(Stage.AYU, TAB, Duration.ofSeconds(8)), AT);
    reachable.released(ACCOUNT, incoming(), AT.plusSeconds(1));
    caught("none answers", () -> reachable.released(ACCOUNT, incoming(), AT.plusSeconds(3)));
    reachable.heard(ACCOUNT, new Fact.AgentHeard(Stage.AYU, TAB), AT.plusSeconds(3));
    reachable.released(ACCOUNT, incoming(), AT.plusSeconds(3));
  }

  private static Command incoming() {
    return new Command.Tell(
        TAB,
        new DeskMessage.CallIncoming(
            CALL,
            new CustomerCard(null, null),
            new ChannelCard(Stage.CHANNEL, "", ""),
            AT,
            30_000,
            30_000));
  }

  private static Fact hangUp(ConnectionId tab) {
    return new Fact.AgentHungUp(Stage.AYU, tab, CALL);
  }

  @Test
  void oneEndSeesTwoRowsTwoEndsAnAnswerByNobodyAndFiguresThatDiffer() {
    OneEnd rows = new OneEnd();
    stored(rows, opened(CALL, META_CALL));
    caught("two rows", () -> stored(rows, opened(CALL_TWO, META_CALL)));
    OneEnd ends = new OneEnd();
    stored(ends, opened(CALL, META_CALL), missed(CALL));
    caught("closed twice", () -> stored(ends, missed(CALL)));
    caught("after the end", () -> stored(ends, event(CALL, 1, CallEventKind.TAKEN, Stage.AYU)));
    OneEnd answered = new OneEnd();
    stored(answered, opened(CALL, META_CALL));
    caught(
        "answered by nobody",
        () -> stored(answered, closed(CALL, CallStatus.ANSWERED, EndReason.AGENT_HUNG_UP, 1)));
    OneEnd figures = new OneEnd();
    stored(figures, opened(CALL, META_CALL));
    caught(
        "differ",
        () -> figures.stepped(ACCOUNT, new Snapshot(0, 0, 0, 0, 0, Map.<Presence, Integer>of())));
    caught("never ended", figures::over);
    OneEnd restarted = new OneEnd();
    stored(restarted, opened(CALL, META_CALL));
    caught(
        "a restart that was none",
        () ->
            stored(restarted, closed(CALL, CallStatus.UNANSWERED, EndReason.GATEWAY_RESTARTED, 1)));
  }

  @Test
  void askedOfMetaSeesRepetitionsAndWhatComesAfterAnEnd() {
    AskedOfMeta twice = new AskedOfMeta();
    released(twice, reject());
    caught("REJECT asked for twice", () -> released(twice, reject()));
    AskedOfMeta late = new AskedOfMeta();
    released(late, reject());
    caught("accept after an end", () -> released(late, accept()));
    caught("terminate without an accept", () -> released(new AskedOfMeta(), terminate()));
    AskedOfMeta rejected = new AskedOfMeta();
    stored(rejected, event(CALL, 1, CallEventKind.ACCEPT_SENT, null));
    released(rejected, accept());
    caught("reject after an accept", () -> released(rejected, reject()));
    AskedOfMeta confirmed = new AskedOfMeta();
    stored(confirmed, event(CALL, 1, CallEventKind.ACCEPT_SENT, null));
    released(confirmed, accept(), terminate());
    confirmed.heard(ACCOUNT, new Fact.GraphSucceeded(CALL, GraphAction.TERMINATE), AT);
    caught("a confirmed one", () -> released(confirmed, reject()));
    AskedOfMeta byMeta = new AskedOfMeta();
    stored(byMeta, closed(CALL, CallStatus.UNANSWERED, EndReason.CUSTOMER_HUNG_UP, 1));
    caught("after Meta's own", () -> released(byMeta, reject()));
  }

  /// M5: it is hung up before its end is stored, and the next process does not know.
  @Test
  void askedOfMetaExcusesASecondTerminateWhereAProcessDiedAtACutOffAndOnlyThere() {
    AskedOfMeta died = new AskedOfMeta();
    stored(died, new CallRecord.CallPlaced(CALL, AT, META_CALL));
    released(died, terminate());
    died.died(ACCOUNT);
    released(died, terminate());
    caught("TERMINATE asked for twice", () -> released(died, terminate()));
    AskedOfMeta knew = new AskedOfMeta();
    stored(knew, new CallRecord.CallPlaced(CALL, AT, META_CALL));
    released(knew, terminate());
    stored(knew, closed(CALL, CallStatus.ANSWERED, EndReason.BALANCE_SPENT, 1));
    knew.died(ACCOUNT);
    caught("TERMINATE asked for twice", () -> released(knew, terminate()));
  }

  @Test
  void legsSeesAudioBeforeTheAcceptAndAfterTheEndAndALegThatStays() {
    Command made = new Command.AnswerOffer(CALL, Stage.CHANNEL, Stage.OFFER);
    Legs early = new Legs();
    released(early, made);
    caught("before accept's 200", () -> released(early, new Command.OpenGate(CALL)));
    caught("never closed", early::over);
    caught("a second leg", () -> released(early, made));
    Legs after = new Legs();
    stored(after, missed(CALL));
    released(after, made, new Command.CloseMetaLeg(CALL));
    caught("after the end", () -> released(after, new Command.Bridge(CALL, TAB)));
  }

  @Test
  void bothEndsSeesACallThatGoesOnAtOneEndOnly() {
    BothEnds atMeta = new BothEnds();
    atMeta.begunAtMeta(META_CALL);
    stored(atMeta, opened(CALL, META_CALL), missed(CALL));
    caught(
        "goes on at Meta",
        () -> atMeta.stored(ACCOUNT, opened(CALL_TWO, Stage.wacid("b")), AT.plusSeconds(63)));
    caught("at Meta for ever", atMeta::over);
    BothEnds withUs = new BothEnds();
    withUs.begunAtMeta(META_CALL);
    stored(withUs, opened(CALL, META_CALL));
    withUs.overAtMeta(META_CALL, AT);
    caught(
        "over at Meta",
        () -> withUs.stored(ACCOUNT, opened(CALL_TWO, Stage.wacid("b")), AT.plusSeconds(121)));
    caught("with us for ever", withUs::over);
  }

  @Test
  void deliveredSeesAnAnsweredWebhookWithoutEffectAndAGap() {
    Delivered lost = new Delivered();
    lost.answered(Stage.connect("a", AT));
    caught("had no effect", lost::over);
    Delivered gap = new Delivered();
    stored(gap, opened(CALL, META_CALL), event(CALL, 1, CallEventKind.TAKEN, Stage.AYU));
    caught("a gap", () -> stored(gap, event(CALL, 3, CallEventKind.CONNECTED, Stage.AYU)));
    caught("before the opening", () -> stored(new Delivered(), missed(CALL)));
  }

  @Test
  void deliveredSeesAMessageThatIsLost() {
    Delivered lost = new Delivered();
    lost.answered(wrote());
    caught("taken and are lost", lost::over);
  }

  private static Fact.CustomerWrote wrote() {
    return new Fact.CustomerWrote(
        Stage.CHANNEL,
        ADA,
        new Message(new MessageId("wamid.a"), MessageKind.TEXT, "hello", null, null),
        AT);
  }

  @Test
  void answeredSeesAQuestionWithoutAnAnswerAndASecondAnswer() {
    Fact asked = new Fact.Requested(new RequestId(1), new RingGroupRequest.ListGroups());
    Command answer = new Command.Answer(new RequestId(1), new RingGroupAnswer.Groups(List.of()));
    Answered answered = new Answered();
    answered.heard(ACCOUNT, asked, AT);
    caught("never answered", answered::over);
    released(answered, answer);
    answered.over();
    caught("a second", () -> released(answered, answer));
  }

  /// IN-3, IN-4, RG-3.
  @Test
  void rightPeopleSeesWhoIsRungWithoutACause() {
    caught("not for", () -> routed("no_group", Stage.AYU));
    caught("of whom there is none", () -> routed("assigned"));
    caught("not there", () -> routed("round_robin front-desk"));
    caught("beside a group", () -> routed("everyone", Stage.AYU));
    RightPeople twice = routed("ring_all front-desk", Stage.AYU);
    kept(twice, event(CALL, 3, CallEventKind.DECLINED, Stage.AYU));
    caught(
        "after a decline",
        () -> kept(twice, event(CALL, 4, CallEventKind.OFFERED_TO_AGENT, Stage.AYU)));
    RightPeople talking = routed("ring_all front-desk", Stage.AYU);
    kept(talking, event(CALL, 3, CallEventKind.TAKEN, Stage.BUDI));
    caught(
        "who talks",
        () -> kept(talking, event(CALL, 4, CallEventKind.OFFERED_TO_AGENT, Stage.BUDI)));
    RightPeople inTurn = new RightPeople(List.of(Stage.settings(IN_TURN)));
    route(inTurn, "round_robin in-turn", Stage.AYU);
    caught(
        "two members",
        () -> kept(inTurn, event(CALL, 3, CallEventKind.OFFERED_TO_AGENT, Stage.BUDI)));
    RightPeople assigned = new RightPeople(List.of(Stage.settings()));
    for (ActivityRecord of : roomOf(Stage.BUDI)) {
      kept(assigned, of);
    }
    caught("does not talk", () -> route(assigned, "ring_all front-desk", Stage.AYU));
  }

  private static RightPeople routed(String way, AgentId... offered) {
    RightPeople people = new RightPeople(List.of(Stage.settings()));
    route(people, way, offered);
    return people;
  }

  private static void route(RightPeople people, String way, AgentId... offered) {
    kept(people, opened(CALL, META_CALL));
    kept(people, new CallRecord.CallEvent(CALL, AT, 1, CallEventKind.ROUTED, null, way));
    for (AgentId agent : offered) {
      kept(people, event(CALL, 2, CallEventKind.OFFERED_TO_AGENT, agent));
    }
  }

  private static void kept(Auditor auditor, ActivityRecord written) {
    auditor.kept(ACCOUNT, written, AT);
  }

  private static List<ActivityRecord> roomOf(AgentId agent) {
    RoomState state = new RoomState.Answered(List.of(agent));
    Room room = room("room_a", state);
    return List.of(
        new RoomRecord.RoomKept(AT, ACCOUNT, room),
        new RoomRecord.CustomerKnown(AT, ACCOUNT, room),
        new RoomRecord.RoomMoved(room.id(), AT, 1, RoomEventKind.ASSIGNED, null, state));
  }

  private static Room room(String id, RoomState state) {
    return new Room(new RoomId(id), Stage.CHANNEL, Customer.of(ADA), state, AT, AT, null, 1);
  }

  @Test
  void whatIsKeptSeesAnAliasThatIsTakenAndAMessageKeptTwice() {
    Kept kept = new Kept();
    roomOf(Stage.AYU).forEach(kept::append);
    Room thief = room("room_b", new RoomState.Open());
    kept.append(new RoomRecord.RoomKept(AT, ACCOUNT, thief));
    caught("lives on", () -> kept.append(new RoomRecord.CustomerKnown(AT, ACCOUNT, thief)));
    ActivityRecord message =
        new RoomRecord.MessageKept(AT, ACCOUNT, new RoomId("room_a"), wrote().message(), AT);
    kept.append(message);
    caught("kept twice", () -> kept.append(message));
  }

  @Test
  void apartSeesTheUnsignedAndWhatCrossesAccounts() {
    caught(
        "unsigned",
        () ->
            APART.heard(
                ACCOUNT,
                new Fact.CallOffered(
                    new MetaCallId("forged.wacid.a"),
                    Stage.CHANNEL,
                    new Caller(null, null, null),
                    Stage.OFFER,
                    Payloads.NONE,
                    AT),
                AT));
    caught("a channel of another", () -> APART.heard(OTHER, Stage.connect("a", AT), AT));
    caught("a page of another", () -> APART.heard(OTHER, hangUp(TAB), AT));
    caught(
        "told about another",
        () ->
            APART.released(
                OTHER,
                new Command.Tell(
                    TAB,
                    new DeskMessage.CallEnded(CALL, CallStatus.UNANSWERED, EndReason.TIMED_OUT, 0)),
                AT));
    caught("a call of another", () -> APART.released(OTHER, new Command.OpenGate(CALL), AT));
    caught("of another account", () -> APART.stored(OTHER, opened(CALL, META_CALL), AT));
  }
}
