package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static io.dering.signaling.switchboard.Stage.OFFER;
import static io.dering.signaling.switchboard.Stage.wacid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.Tone;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.desk.HeldState;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Limit;
import io.dering.signaling.permission.MetaPermission.Status;
import io.dering.signaling.room.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The business calls the customer (OUT-2, OUT-5; Meta reference part 2).
class CallingOutTest {
  private static final Caller ADA = new Caller(new PhoneNumber("447700900456"), null, null);
  private static final SessionDescription META_ANSWER = new SessionDescription("v=0 meta");
  private static final MetaPermission ALLOWED =
      new MetaPermission(
          Status.PERMANENT,
          Optional.empty(),
          new Action(true, List.of()),
          new Action(true, List.of()));

  private final Stage stage = new Stage();
  private long requests;

  @BeforeEach
  void signedIn() {
    stage.signIn(AYU).clear();
  }

  @Test
  void acceptedIsThePickupAndNotTheConnectWithTheSdp() {
    CallId call = dialled("a");
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
    stage.handle(new Fact.CallPlaced(call, wacid("a")));
    stage.handle(answered("a"));
    stage.handle(new Fact.MetaLegConnected(call));
    stage.passSeconds(3).handle(progress("a", CallProgress.RINGING));
    assertThat(stage.commands(Command.OpenGate.class)).isEmpty();
    assertThat(stage.commands(Command.Play.class))
        .containsExactly(new Command.Play(call, Tone.RINGBACK));
    stage.passSeconds(7).handle(progress("a", CallProgress.ACCEPTED));
    assertThat(stage.commands(Command.OpenGate.class)).hasSize(1);
    stage.passSeconds(61).handle(Stage.pickedUpTerminate("a", stage.now(), 61));
    assertThat(stage.closed(call))
        .extracting(
            CallRecord.CallClosed::status,
            CallRecord.CallClosed::reason,
            CallRecord.CallClosed::agent,
            CallRecord.CallClosed::ringMs,
            CallRecord.CallClosed::talkMs)
        .containsExactly(CallStatus.ANSWERED, EndReason.CUSTOMER_HUNG_UP, AYU, 7_000L, 61_000L);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
  }

  /// OUT-5: distinct states.
  @Test
  void theAgentsPageSeesDiallingRingingConnectedAndEnded() {
    CallId call = talking("a");
    stage.hangUp(AYU, call);
    assertThat(stage.told(AYU))
        .filteredOn(m -> !(m instanceof DeskMessage.PresenceChanged))
        .satisfiesExactly(
            m -> assertThat(((DeskMessage.CallOutgoing) m).state()).isEqualTo(HeldState.DIALLING),
            m -> assertThat(((DeskMessage.CallOutgoing) m).state()).isEqualTo(HeldState.RINGING),
            m -> assertThat(m).isInstanceOf(DeskMessage.CallConnected.class),
            m -> assertThat(m).isInstanceOf(DeskMessage.CallEnded.class));
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT, GraphAction.TERMINATE);
  }

  @Test
  void webhooksThatOvertakeTheAnswerToConnectFindTheirCallByWhatWeSentAlong() {
    CallId call = dialled("a");
    stage.handle(progress("a", CallProgress.RINGING, call));
    stage.handle(progress("a", CallProgress.ACCEPTED, call));
    stage.handle(answered("a"));
    assertThat(stage.commands(Command.ApplyAnswer.class))
        .containsExactly(new Command.ApplyAnswer(call, META_ANSWER));
    stage.handle(new Fact.CallPlaced(call, wacid("a")));
    assertThat(stage.records(CallRecord.CallPlaced.class))
        .containsExactly(new CallRecord.CallPlaced(call, stage.now(), wacid("a")));
    stage.hangUp(AYU, call);
    assertThat(stage.commands(Command.Terminate.class))
        .containsExactly(new Command.Terminate(call, wacid("a"), CHANNEL));
  }

  /// It may be of the customer's call before: found by the simulation, where it came again after a
  /// restart.
  @Test
  void aSessionWithoutAWordOfOursWaitsForTheAnswerToConnect() {
    CallId call = dialled("a");
    stage.handle(answered("before"));
    stage.handle(answered("a"));
    assertThat(stage.commands(Command.ApplyAnswer.class)).isEmpty();
    stage.handle(new Fact.CallPlaced(call, wacid("a")));
    assertThat(stage.commands(Command.ApplyAnswer.class))
        .containsExactly(new Command.ApplyAnswer(call, META_ANSWER));
  }

  @Test
  void whatCannotBeBroughtHomeWaitsForTheAnswerToConnect() {
    CallId call = dialled("a");
    stage.handle(progress("a", CallProgress.RINGING));
    stage.handle(progress("a", CallProgress.RINGING));
    assertThat(stage.commands(Command.Play.class)).isEmpty();
    stage.handle(new Fact.CallPlaced(call, wacid("a")));
    assertThat(stage.commands(Command.Play.class)).hasSize(1);
  }

  @Test
  void aTerminateThatOvertakesTheAnswerToConnectEndsTheCall() {
    CallId call = dialled("a");
    stage.handle(Stage.terminate("a", stage.now()));
    stage.handle(new Fact.CallPlaced(call, wacid("a"))).passSeconds(1);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOT_ANSWERED);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
  }

  @Test
  void aCallThatIsCancelledWhileConnectIsUnderWayIsEndedAtMetaAsSoonAsItsIdIsKnown() {
    CallId call = dialled("a");
    stage.hangUp(AYU, call);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.AGENT_HUNG_UP);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
    stage.handle(new Fact.CallPlaced(call, wacid("a")));
    assertThat(stage.commands(Command.Terminate.class))
        .containsExactly(new Command.Terminate(call, wacid("a"), CHANNEL));
  }

  @Test
  void aConnectOfWhichNothingIsKnownIsNotRepeatedAndEndsWhereItShows() {
    CallId call = dialled("a");
    stage.handle(new Fact.GraphUnknown(call, GraphAction.CONNECT));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.CONNECT_UNKNOWN);
    stage.handle(answered("a"));
    stage.handle(progress("a", CallProgress.RINGING, call));
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT, GraphAction.TERMINATE);
    stage.handle(progress("a", CallProgress.ACCEPTED, call));
    assertThat(stage.commands(Command.OpenGate.class)).isEmpty();
  }

  @Test
  void aCustomerWhoDeclinesIsToldApartFromOneWhoDoesNotAnswerAndOneWhoIsBusy() {
    CallId declined = ringing("a");
    stage.handle(progress("a", CallProgress.REJECTED));
    stage.handle(Stage.terminate("a", stage.now()));
    assertThat(stage.closed(declined).reason()).isEqualTo(EndReason.CUSTOMER_DECLINED);

    CallId silent = ringing("b");
    stage.handle(Stage.terminate("b", stage.now())).passSeconds(1);
    assertThat(stage.closed(silent).reason()).isEqualTo(EndReason.NOT_ANSWERED);

    CallId busy = dialled("c");
    stage.handle(Stage.refused(busy, GraphAction.CONNECT, 138003));
    assertThat(stage.closed(busy).reason()).isEqualTo(EndReason.CUSTOMER_BUSY);

    CallId refused = dialled("d");
    stage.handle(Stage.refused(refused, GraphAction.CONNECT, 138013));
    assertThat(stage.closed(refused))
        .extracting(CallRecord.CallClosed::reason, CallRecord.CallClosed::metaErrorCode)
        .containsExactly(EndReason.META_REFUSED, 138013);
    assertThat(stage.asked()).doesNotContain(GraphAction.TERMINATE);
  }

  @Test
  void nobodyAnswersForAMinuteAndTheCallIsEndedByOurOwnTimer() {
    CallId call = ringing("a");
    Instant began = stage.now();
    stage.pass(Duration.ofSeconds(60).minusNanos(1));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.pass(Duration.ofNanos(1));
    assertThat(stage.now()).isEqualTo(began.plusSeconds(60));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT, GraphAction.TERMINATE);
  }

  @Test
  void acceptedAfterTheEndChangesNothing() {
    CallId call = ringing("a");
    stage.handle(Stage.terminate("a", stage.now())).passSeconds(1).clear();
    stage.handle(progress("a", CallProgress.ACCEPTED, call));
    stage.handle(progress("a", CallProgress.RINGING, call));
    stage.handle(answered("a"));
    assertThat(stage.commands()).isEmpty();
    assertThat(stage.records(CallRecord.class)).isEmpty();
  }

  @Test
  void aLegThatFailsEndsTheCallAtMetaToo() {
    CallId call = ringing("a");
    stage.handle(new Fact.MetaLegClosed(call, LegCloseReason.ICE_FAILED));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.MEDIA_FAILED);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT, GraphAction.TERMINATE);
  }

  /// IN-4 the other way: who calls is on a call.
  @Test
  void anAgentWhoCallsIsNotOfferedCustomersCalls() {
    CallId out = ringing("a");
    CallId in = stage.call("b");
    assertThat(stage.rung(in)).isEmpty();
    stage.hangUp(AYU, out);
    assertThat(stage.closed(out).reason()).isEqualTo(EndReason.AGENT_HUNG_UP);
  }

  @Test
  void aReloadInMidCallKeepsTheCallAndTellsThePageHowFarItIs() {
    ringing("a");
    stage.leave(AYU).clear();
    stage.passSeconds(5).signIn(AYU);
    assertThat(stage.told(AYU))
        .filteredOn(DeskMessage.Welcome.class::isInstance)
        .singleElement()
        .satisfies(m ->
            assertThat(Objects.requireNonNull(((DeskMessage.Welcome) m).call()).state())
                .isEqualTo(HeldState.RINGING));
    assertThat(stage.commands(Command.Bridge.class)).hasSize(1);
  }

  /// OUT-2: each refusal names its reason, and nothing is left behind.
  @Test
  void whatForbidsACallIsNamed() {
    assertThat(place(BUDI)).isEqualTo(refused(DialRefusal.AGENT_UNREACHABLE));
    ringing("a");
    stage.signIn(BUDI).clear();
    assertThat(place(AYU)).isEqualTo(refused(DialRefusal.AGENT_BUSY));
    assertThat(place(BUDI)).isEqualTo(refused(DialRefusal.CUSTOMER_BUSY));
    assertThat(stage.records(CallRecord.class)).isEmpty();
    assertThat(stage.commands(Command.ReadPermission.class)).isEmpty();
  }

  /// P2: an earlier call, over here, that may still show at Meta hides no other that goes on.
  @Test
  void aCustomerWhoIsCalledByAnotherNameIsBusy() {
    stage.handle(request(AYU, new Caller(null, "GB.1", null)));
    CallId first = stage.commands(Command.ReadPermission.class).getLast().call();
    stage.handle(new Fact.PermissionRead(first, CHANNEL, ALLOWED));
    stage.handle(new Fact.OfferMade(first, OFFER));
    stage.handle(new Fact.GraphUnknown(first, GraphAction.CONNECT));
    stage.signIn(BUDI).clear();
    stage.handle(request(BUDI));
    CallId second = stage.commands(Command.ReadPermission.class).getLast().call();
    stage.handle(new Fact.PermissionRead(second, CHANNEL, ALLOWED));
    assertThat(lastAnswer()).isEqualTo(new CallAnswer.Placed(second, false));
    stage.handle(request(AYU, new Caller(ADA.phone(), "GB.1", null)));
    assertThat(lastAnswer()).isEqualTo(refused(DialRefusal.CUSTOMER_BUSY));
  }

  @Test
  void metasWordIsAskedForAndCounts() {
    Instant free = stage.now().plusSeconds(3_600);
    MetaPermission none =
        new MetaPermission(
            Status.NONE, Optional.empty(), new Action(false, List.of()), ALLOWED.ask());
    MetaPermission usedUp =
        new MetaPermission(
            Status.PERMANENT,
            Optional.empty(),
            new Action(false, List.of(new Limit(Duration.ofDays(1), 100, 100, Optional.of(free)))),
            ALLOWED.ask());
    assertThat(place(AYU, (MetaPermission) null))
        .isEqualTo(refused(DialRefusal.PERMISSION_UNKNOWN));
    assertThat(place(AYU, none)).isEqualTo(refused(DialRefusal.NO_PERMISSION));
    assertThat(place(AYU, usedUp))
        .isEqualTo(new CallAnswer.NotPlaced(DialRefusal.META_REFUSES, Optional.of(free)));
    assertThat(stage.records(CallRecord.class)).isEmpty();
  }

  /// OUT-4: the third call after two that were not answered comes with a warning, and what connects
  /// begins the count anew. OUT-3 counts what connected alone.
  @Test
  void theAgentIsWarnedAfterTwoCallsThatWereNotAnswered() {
    for (String name : List.of("a", "b")) {
      ringing(name);
      stage.handle(Stage.terminate(name, stage.now())).passSeconds(1);
    }
    CallId third = dialled("c");
    assertThat(lastAnswer()).isEqualTo(new CallAnswer.Placed(third, true));
  }

  /// What Meta and the customer said before stands in where Meta cannot be asked.
  @Test
  void withoutMetasWordTheLastOneCounts() {
    ringing("a");
    stage.handle(Stage.terminate("a", stage.now())).passSeconds(1);
    stage.handle(request(AYU));
    CallId call = stage.commands(Command.ReadPermission.class).getLast().call();
    stage.handle(new Fact.PermissionNotRead(call, CHANNEL, Optional.empty()));
    assertThat(lastAnswer()).isEqualTo(new CallAnswer.Placed(call, false));
  }

  @Test
  void whatHasChangedWhileMetaWasAskedCounts() {
    stage.handle(request(AYU));
    CallId call = stage.commands(Command.ReadPermission.class).getFirst().call();
    stage.leave(AYU);
    stage.handle(new Fact.PermissionRead(call, CHANNEL, ALLOWED));
    assertThat(lastAnswer()).isEqualTo(refused(DialRefusal.AGENT_UNREACHABLE));
  }

  @Test
  void ofTwoRequestsForOneAgentAtOnceOneBecomesACall() {
    stage.handle(request(AYU)).handle(request(AYU));
    for (Command.ReadPermission read : stage.commands(Command.ReadPermission.class)) {
      stage.handle(new Fact.PermissionRead(read.call(), CHANNEL, ALLOWED));
    }
    assertThat(stage.commands(Command.Answer.class))
        .extracting(Command.Answer::answer)
        .satisfiesExactly(
            first -> assertThat(first).isInstanceOf(CallAnswer.Placed.class),
            second -> assertThat(second).isEqualTo(refused(DialRefusal.AGENT_BUSY)));
  }

  @Test
  void aStartEndsAtMetaWhatWasLeftOpenThereAndNothingElse() {
    assertThat(restarted(OpenCall.AtMeta.NOTHING)).isEmpty();
    assertThat(restarted(OpenCall.AtMeta.TERMINATE)).containsExactly(GraphAction.TERMINATE);
    assertThat(restarted(OpenCall.AtMeta.TERMINATE_WHEN_PLACED)).isEmpty();
  }

  @Test
  void aCallWhoseIdWasNotKnownWhenTheProcessDiedIsEndedWhenItShows() {
    Stage next = new Stage();
    CallId call = dialled("a");
    next.handle(progress("a", CallProgress.RINGING, call));
    assertThat(next.asked()).isEmpty();
    restart(next, call, OpenCall.AtMeta.TERMINATE_WHEN_PLACED);
    next.handle(progress("a", CallProgress.ACCEPTED, call));
    assertThat(next.commands(Command.Terminate.class))
        .containsExactly(new Command.Terminate(call, wacid("a"), CHANNEL));
  }

  /// It had ended here, so that a start finds no open call; at Meta it rings on.
  @Test
  void aCallThatEndedBeforeItsIdWasKnownIsEndedAtMetaByTheNextProcess() {
    CallId call = dialled("a");
    stage.hangUp(AYU, call);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
    Stage next = new Stage();
    next.switchboard()
        .restore(
            List.of(), List.of(new EndedCall(MetaCallId.pending(call), next.now())), next.now());
    next.handle(progress("a", CallProgress.RINGING, call));
    next.handle(progress("a", CallProgress.ACCEPTED, call));
    assertThat(next.commands(Command.Terminate.class))
        .containsExactly(new Command.Terminate(call, wacid("a"), CHANNEL));
    assertThat(next.records(CallRecord.CallPlaced.class))
        .containsExactly(new CallRecord.CallPlaced(call, next.now(), wacid("a")));
    next.handle(progress("b", CallProgress.RINGING, new CallId("call_of-nobody")));
    assertThat(next.asked()).containsExactly(GraphAction.TERMINATE);
  }

  @Test
  void aCallOfAnEarlierProcessThatTheCustomerDeclinesIsOverAtMeta() {
    CallId call = dialled("a");
    Stage next = new Stage();
    next.switchboard()
        .restore(
            List.of(), List.of(new EndedCall(MetaCallId.pending(call), next.now())), next.now());
    next.handle(progress("a", CallProgress.REJECTED, call));
    assertThat(next.asked()).isEmpty();
  }

  private List<GraphAction> restarted(OpenCall.AtMeta atMeta) {
    Stage next = new Stage();
    restart(next, new CallId("call_left-open"), atMeta);
    return next.asked();
  }

  private static void restart(Stage next, CallId call, OpenCall.AtMeta atMeta) {
    CallRecord.CallOpened opened =
        new CallRecord.CallOpened(
            call,
            next.now(),
            Stage.settings().account(),
            atMeta == OpenCall.AtMeta.TERMINATE ? wacid("a") : MetaCallId.pending(call),
            CHANNEL,
            Direction.OUTBOUND,
            ADA,
            Payloads.NONE,
            next.now());
    CallRecord.CallEvent dialled =
        new CallRecord.CallEvent(call, next.now(), 1, CallEventKind.DIALLED, null, null);
    List<CallRecord.CallEvent> events =
        atMeta == OpenCall.AtMeta.NOTHING ? List.of() : List.of(dialled);
    next.restore(List.of(OpenCall.of(opened, events, next.now())));
  }

  private CallId dialled(String name) {
    stage.handle(request(AYU));
    CallId call = stage.commands(Command.ReadPermission.class).getLast().call();
    stage.handle(new Fact.PermissionRead(call, CHANNEL, ALLOWED));
    assertThat(lastAnswer())
        .as(name)
        .isIn(new CallAnswer.Placed(call, false), new CallAnswer.Placed(call, true));
    stage.handle(new Fact.OfferMade(call, OFFER));
    return call;
  }

  private CallId ringing(String name) {
    CallId call = dialled(name);
    stage.handle(new Fact.CallPlaced(call, wacid(name)));
    stage.handle(answered(name));
    stage.handle(progress(name, CallProgress.RINGING));
    return call;
  }

  private CallId talking(String name) {
    CallId call = ringing(name);
    stage.handle(new Fact.MetaLegConnected(call));
    stage.handle(progress(name, CallProgress.ACCEPTED));
    return call;
  }

  private BackendAnswer place(AgentId agent) {
    stage.handle(request(agent));
    return lastAnswer();
  }

  private BackendAnswer place(AgentId agent, @Nullable MetaPermission said) {
    stage.handle(request(agent));
    CallId call = stage.commands(Command.ReadPermission.class).getLast().call();
    stage.handle(
        said == null
            ? new Fact.PermissionNotRead(call, CHANNEL, Optional.empty())
            : new Fact.PermissionRead(call, CHANNEL, said));
    return lastAnswer();
  }

  private Fact request(AgentId agent) {
    return request(agent, ADA);
  }

  private Fact request(AgentId agent, Caller customer) {
    return new Fact.Requested(
        new RequestId(++requests),
        new CallRequest.PlaceCall(
            new Actor.Backend(), agent, new CallRequest.OfNumber(CHANNEL, customer)));
  }

  private BackendAnswer lastAnswer() {
    return stage.commands(Command.Answer.class).getLast().answer();
  }

  private static CallAnswer refused(DialRefusal why) {
    return CallAnswer.NotPlaced.because(why);
  }

  private Fact answered(String name) {
    return new Fact.SessionAnswered(wacid(name), CHANNEL, ADA, META_ANSWER, null, stage.now());
  }

  private Fact progress(String name, CallProgress progress) {
    return new Fact.CallProgressed(wacid(name), CHANNEL, progress, null, stage.now());
  }

  private Fact progress(String name, CallProgress progress, CallId ours) {
    return new Fact.CallProgressed(wacid(name), CHANNEL, progress, ours.value(), stage.now());
  }
}
