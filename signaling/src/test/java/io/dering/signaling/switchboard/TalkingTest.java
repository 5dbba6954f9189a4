package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.ANSWER;
import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// From the accept to the end, and what a restart leaves.
class TalkingTest {
  private final Stage stage = new Stage();

  @Test
  void acceptWaitsForTheAnswerAndTheGateForAcceptsSuccess() {
    stage.signIn(AYU);
    CallId call = stage.call("a");
    stage.clear().accept(AYU, call);
    assertThat(stage.asked()).isEmpty();
    assertThat(stage.commands(Command.Bridge.class))
        .containsExactly(new Command.Bridge(call, tab(AYU)));
    stage.handle(new Fact.OfferAnswered(call, ANSWER));
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
    Command.Accept accept = stage.commands(Command.Accept.class).getFirst();
    assertThat(accept.answer()).isEqualTo(ANSWER);
    assertThat(accept.callbackData()).isEqualTo(call.value());
    assertThat(stage.commands(Command.OpenGate.class)).isEmpty();
    stage.clear().handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    assertThat(stage.commands().findFirst()).contains(new Command.OpenGate(call));
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallConnected(call, stage.now(), 0, false));
  }

  /// IN-1, REP-2: inbound is free, and an agent's hang-up is Answered with that reason.
  @Test
  void anAgentsHangUpTerminatesOnceAndCostsNothing() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.handle(new Fact.MetaLegConnected(call)).passSeconds(4).accept(AYU, call);
    stage.handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT)).passSeconds(60).clear();
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
    stage.handle(new Fact.MetaLegClosed(call, LegCloseReason.CLOSED_BY_US));
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 61));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    CallRecord.CallClosed closed = stage.closed(call);
    assertThat(closed.status()).isEqualTo(CallStatus.ANSWERED);
    assertThat(closed.reason()).isEqualTo(EndReason.AGENT_HUNG_UP);
    assertThat(closed.agent()).isEqualTo(AYU);
    assertThat(closed.ringMs()).isEqualTo(4_000);
    assertThat(closed.talkMs()).isEqualTo(60_000);
    assertThat(closed.chargeMinor()).isZero();
    assertThat(stage.told(AYU))
        .contains(
            new DeskMessage.CallEnded(call, CallStatus.ANSWERED, EndReason.AGENT_HUNG_UP, 60_000),
            new DeskMessage.PresenceChanged(Presence.ONLINE));
    assertThat(stage.records(CallRecord.CallEvent.class).toList().getLast().kind())
        .isEqualTo(CallEventKind.META_TERMINATED);
  }

  @Test
  void theCustomersHangUpIsNotFollowedByATerminate() {
    stage.signIn(AYU);
    CallId call = stage.talkingCall("a", AYU);
    stage.clear().handle(Stage.pickedUpTerminate("a", stage.now(), 5));
    assertThat(stage.asked()).isEmpty();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.CUSTOMER_HUNG_UP);
    assertThat(stage.commands())
        .contains(new Command.Unbridge(call), new Command.CloseMetaLeg(call));
  }

  /// REP-2: Meta took the accept, yet the customer's media never came: nobody was handled.
  @Test
  void whoeverHangsUpBeforeTheMetaLegWasUpTheCallIsUnanswered() {
    for (String who : List.of("agent", "customer")) {
      Stage fresh = new Stage().signIn(AYU);
      CallId call = fresh.ringingCall("a");
      fresh.accept(AYU, call).handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
      fresh.passSeconds(9);
      fresh.handle(
          who.equals("agent")
              ? new Fact.AgentHungUp(AYU, tab(AYU), call)
              : Stage.pickedUpTerminate("a", fresh.now(), 9));
      CallRecord.CallClosed closed = fresh.closed(call);
      assertThat(closed.status()).as(who).isEqualTo(CallStatus.UNANSWERED);
      assertThat(closed.reason())
          .isEqualTo(who.equals("agent") ? EndReason.AGENT_HUNG_UP : EndReason.CUSTOMER_HUNG_UP);
      assertThat(closed.agent()).isEqualTo(AYU);
      assertThat(closed.talkMs()).isZero();
    }
  }

  @Test
  void anUnknownOutcomeOfAcceptTerminatesOnce() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.accept(AYU, call).clear();
    stage.handle(new Fact.GraphUnknown(call, GraphAction.ACCEPT));
    stage.handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    stage.handle(new Fact.GraphUnknown(call, GraphAction.TERMINATE));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.commands(Command.OpenGate.class)).isEmpty();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.ACCEPT_UNKNOWN);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
  }

  @Test
  void aRefusedAcceptKeepsMetasCodeAndAStillRingingCallIsRejectedInTheEnd() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.accept(AYU, call).clear();
    stage.handle(Stage.refused(call, GraphAction.ACCEPT, 138007));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    stage.handle(Stage.refused(call, GraphAction.TERMINATE, 100));
    stage.handle(Stage.refused(call, GraphAction.REJECT, 100));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE, GraphAction.REJECT);
    assertThat(stage.closed(call).metaErrorCode()).isEqualTo(138007);
  }

  /// What Meta's support asks for stands in the call's own log.
  @Test
  void aRefusedAcceptKeepsSubcodeAndTraceBesideTheCode() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.accept(AYU, call).clear();
    MetaError error = new MetaError(100, 2_494_010, "Invalid parameter", "No fingerprint", "AbC");
    stage.handle(new Fact.GraphRefused(call, GraphAction.ACCEPT, error));
    assertThat(stage.closed(call).metaErrorCode()).isEqualTo(100);
    assertThat(stage.closed(call).metaErrorSubcode()).isEqualTo(2_494_010);
    assertThat(stage.records(CallRecord.CallEvent.class))
        .anySatisfy(event -> {
          assertThat(event.kind()).isEqualTo(CallEventKind.ACCEPT_FAILED);
          assertThat(event.detail()).isEqualTo("100 subcode 2494010 trace AbC");
        });
  }

  @Test
  void aFatalRefusalOfPreAcceptEndsTheCallAndAPassingOneDoesNot() {
    stage.signIn(AYU);
    CallId call = stage.call("a");
    stage.handle(new Fact.OfferAnswered(call, ANSWER));
    stage.handle(Stage.refused(call, GraphAction.PRE_ACCEPT, 131016)).clear();
    assertThat(stage.switchboard().snapshot().ringing()).isEqualTo(1);
    CallId other = stage.call("b");
    stage.handle(new Fact.OfferAnswered(other, ANSWER));
    stage.handle(Stage.refused(other, GraphAction.PRE_ACCEPT, 100));
    assertThat(stage.asked()).containsExactly(GraphAction.PRE_ACCEPT, GraphAction.REJECT);
    assertThat(stage.closed(other).metaErrorCode()).isEqualTo(100);
  }

  @Test
  void aPageThatReloadsIsBackInItsCallAndStaysMuted() {
    ConnectionId reloaded = new ConnectionId("reloaded");
    stage.signIn(AYU);
    CallId call = stage.talkingCall("a", AYU);
    stage.handle(new Fact.AgentMuted(AYU, tab(AYU), call, true)).passSeconds(5).clear();
    stage.leave(AYU).passSeconds(2).handle(new Fact.AgentConnected(AYU, reloaded));
    DeskMessage.Welcome welcome = (DeskMessage.Welcome) stage.told(reloaded).getFirst();
    assertThat(welcome.presence()).isEqualTo(Presence.ON_CALL);
    assertThat(welcome.call())
        .isNotNull()
        .satisfies(card -> assertThat(card.muted()).isTrue())
        .satisfies(card -> assertThat(card.call()).isEqualTo(call));
    stage.handle(new Fact.AgentLegUp(AYU, reloaded));
    assertThat(stage.commands().filter(c -> c instanceof Command.ForMedia))
        .containsExactly(
            new Command.Unbridge(call),
            new Command.Mute(call, true),
            new Command.Bridge(call, reloaded));
    assertThat(stage.told(reloaded).getLast())
        .isEqualTo(new DeskMessage.CallConnected(call, Stage.START, 7_000, true));
    stage.passSeconds(60);
    assertThat(stage.asked()).isEmpty();
  }

  @Test
  void anotherOpenTabWithALegTakesOverAtOnce() {
    ConnectionId second = new ConnectionId("second");
    stage.signIn(AYU).handle(new Fact.AgentConnected(AYU, second));
    stage.handle(new Fact.AgentLegUp(AYU, second));
    CallId call = stage.talkingCall("a", AYU);
    stage.clear().handle(new Fact.AgentLegDown(AYU, tab(AYU)));
    assertThat(stage.commands(Command.Bridge.class))
        .containsExactly(new Command.Bridge(call, second));
  }

  @Test
  void anAgentWhoDoesNotComeBackWithinTheGraceLosesTheCall() {
    stage.signIn(AYU);
    CallId call = stage.talkingCall("a", AYU);
    stage.clear().leave(AYU).pass(Duration.ofMillis(29_999));
    assertThat(stage.asked()).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.AGENT_LOST);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.ANSWERED);
    assertThat(stage.switchboard().snapshot().agents().get(Presence.ON_CALL)).isZero();
  }

  @Test
  void aLostMetaLegTerminatesWithItsReason() {
    stage.signIn(AYU);
    CallId call = stage.talkingCall("a", AYU);
    stage.clear().handle(new Fact.MetaLegClosed(call, LegCloseReason.CONSENT_LOST));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.MEDIA_LOST);
  }

  @Test
  void aMetaLegThatSaysGoodbyeIsACustomerWhoHungUpThoughMetaHasNotSaidSo() {
    stage.signIn(AYU);
    CallId call = stage.talkingCall("a", AYU);
    stage.clear().handle(new Fact.MetaLegClosed(call, LegCloseReason.PEER_CLOSED));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.CUSTOMER_HUNG_UP);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.ANSWERED);
  }

  /// REP-2: accept's 200 alone is no connection.
  @Test
  void aMetaLegThatNeverCameUpLeavesTheCallUnanswered() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.accept(AYU, call).handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    stage.passSeconds(5).clear().handle(new Fact.MetaLegClosed(call, LegCloseReason.ICE_FAILED));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    CallRecord.CallClosed closed = stage.closed(call);
    assertThat(closed.reason()).isEqualTo(EndReason.MEDIA_FAILED);
    assertThat(closed.status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(closed.talkMs()).isZero();
    assertThat(stage.told(AYU))
        .contains(
            new DeskMessage.CallEnded(call, CallStatus.UNANSWERED, EndReason.MEDIA_FAILED, 0));
  }

  @Test
  void aMetaLegThatCameUpOnlyAfterTheAcceptCountsAsConnected() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.accept(AYU, call).handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    stage.handle(new Fact.MetaLegConnected(call)).passSeconds(5);
    stage.handle(new Fact.MetaLegClosed(call, LegCloseReason.CONSENT_LOST));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.MEDIA_LOST);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.ANSWERED);
    assertThat(stage.closed(call).talkMs()).isEqualTo(5_000);
  }

  @Test
  void aTabThatAcceptsBeforeItsLegIsUpIsToldAtOnceAndTalksWhenTheLegComes() {
    CallId call = acceptedWithoutLeg();
    assertThat(stage.commands(Command.Bridge.class))
        .containsExactly(new Command.Bridge(call, tab(AYU)));
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
    assertThat(stage.told(AYU).getLast()).isInstanceOf(DeskMessage.CallConnecting.class);
    stage.clear().pass(Duration.ofMillis(300)).handle(new Fact.AgentLegUp(AYU, tab(AYU)));
    assertThat(stage.commands())
        .as("the bridge again, and nothing that the page knows already")
        .containsExactly(new Command.Bridge(call, tab(AYU)));
    stage.clear().handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallConnected(call, stage.now(), 0, false));
    stage.passSeconds(600);
    assertThat(stage.asked()).isEmpty();
    assertThat(stage.switchboard().snapshot().talking()).isEqualTo(1);
  }

  @Test
  void aCallConnectedBeforeTheLegIsUpIsToldSoAndTheLegEndsTheWait() {
    CallId call = acceptedWithoutLeg();
    stage.clear().handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallConnected(call, stage.now(), 0, false));
    stage.pass(Duration.ofMillis(29_999)).handle(new Fact.AgentLegUp(AYU, tab(AYU)));
    stage.passSeconds(600);
    assertThat(stage.asked()).isEmpty();
    assertThat(stage.switchboard().snapshot().talking()).isEqualTo(1);
  }

  /// REP-2: the customer was connected to silence, which is not handled.
  @Test
  void aLegThatDoesNotComeWithinTheGraceEndsTheCallUnanswered() {
    CallId call = acceptedWithoutLeg();
    stage.handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT)).clear();
    stage.pass(Duration.ofMillis(29_999));
    assertThat(stage.asked()).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.commands())
        .contains(new Command.Unbridge(call), new Command.CloseMetaLeg(call));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.AGENT_LOST);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(stage.closed(call).talkMs()).isZero();
    assertThat(stage.switchboard().snapshot().agents().get(Presence.ON_CALL)).isZero();
  }

  @Test
  void aPageThatComesAndGoesWithoutALegDoesNotProlongTheWait() {
    CallId call = acceptedWithoutLeg();
    stage.handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT)).passSeconds(15);
    stage.leave(AYU).handle(new Fact.AgentConnected(AYU, tab(AYU))).clear().passSeconds(15);
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
  }

  @Test
  void theLegOfAnotherTabEndsTheWaitToo() {
    ConnectionId second = new ConnectionId("second");
    CallId call = acceptedWithoutLeg();
    stage.handle(new Fact.GraphSucceeded(call, GraphAction.ACCEPT));
    stage.handle(new Fact.AgentMuted(AYU, tab(AYU), call, true));
    stage.handle(new Fact.AgentConnected(AYU, second)).clear();
    stage.handle(new Fact.AgentLegUp(AYU, second));
    assertThat(stage.commands())
        .containsExactly(
            new Command.Mute(call, true),
            new Command.Bridge(call, second),
            new Command.Tell(second, new DeskMessage.CallConnected(call, Stage.START, 0, true)));
    stage.passSeconds(600);
    assertThat(stage.asked()).isEmpty();
  }

  /// AYU has accepted in a tab whose leg is not up; the answer was in hand, Meta's leg is up.
  private CallId acceptedWithoutLeg() {
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU)));
    CallId call = stage.ringingCall("a");
    stage.handle(new Fact.MetaLegConnected(call)).clear().accept(AYU, call);
    return call;
  }

  @Test
  void endedCallsLeaveMemoryAfterTheTombstone() {
    stage.signIn(AYU);
    stage.ringingCall("a");
    stage.handle(Stage.terminate("a", stage.now()));
    stage.handle(Stage.terminate("never offered", stage.now()));
    assertThat(stage.switchboard().snapshot().remembered()).isEqualTo(2);
    stage.passSeconds(600);
    assertThat(stage.switchboard().snapshot().remembered()).isZero();
    assertThat(stage.switchboard().nextDeadline()).isEqualTo(java.time.Instant.MAX);
  }

  /// What the records of a killed process say is enough to end its calls, in the log and at Meta.
  @Test
  void aRestartEndsWhatWasLeftOpenAndRingsForNoneOfIt() {
    stage.signIn(AYU).signIn(BUDI);
    CallId talking = stage.talkingCall("a", AYU);
    CallId ringing = stage.ringingCall("b");
    Switchboard next = new Switchboard(Stage.settings(), new SplittableRandom(8));
    Step step =
        next.restore(
            List.of(left(talking), left(ringing)),
            List.of(new EndedCall(Stage.wacid("c"), stage.now().minusSeconds(599))),
            stage.now().plusSeconds(30));
    assertThat(step.commands())
        .containsExactly(
            new Command.Terminate(talking, Stage.wacid("a"), Stage.CHANNEL),
            new Command.Reject(ringing, Stage.wacid("b"), Stage.CHANNEL));
    List<CallRecord.CallClosed> closed =
        step.records().stream()
            .filter(CallRecord.CallClosed.class::isInstance)
            .map(CallRecord.CallClosed.class::cast)
            .toList();
    assertThat(closed)
        .extracting(CallRecord.CallClosed::reason)
        .containsOnly(EndReason.GATEWAY_RESTARTED);
    assertThat(closed)
        .extracting(CallRecord.CallClosed::status)
        .containsExactly(CallStatus.ANSWERED, CallStatus.UNANSWERED);
    for (String name : List.of("a", "b")) {
      assertThat(next.handle(Stage.connect(name, stage.now()), stage.now().plusSeconds(30)))
          .isEqualTo(Step.NOTHING);
    }
    Switchboard fresh = new Switchboard(Stage.settings(), new SplittableRandom(9));
    fresh.restore(List.of(), List.of(new EndedCall(Stage.wacid("c"), stage.now())), stage.now());
    assertThat(fresh.handle(Stage.connect("c", stage.now()), stage.now())).isEqualTo(Step.NOTHING);
  }

  /// IN-6 after a restart: pages come back by themselves, and a call waits for them for ten
  /// seconds.
  @Test
  void aCallRightAfterARestartRingsForThePagesThatComeBack() {
    Stage restarted = new Stage();
    restarted.switchboard().restore(List.of(), List.of(), restarted.now());
    CallId early = restarted.ringingCall("a");
    assertThat(restarted.asked()).containsExactly(GraphAction.PRE_ACCEPT);
    restarted.passSeconds(4).signIn(AYU).passSeconds(6);
    restarted.accept(AYU, early);
    assertThat(restarted.asked()).containsExactly(GraphAction.PRE_ACCEPT, GraphAction.ACCEPT);

    Stage empty = new Stage();
    empty.switchboard().restore(List.of(), List.of(), empty.now());
    CallId waiting = empty.passSeconds(3).ringingCall("b");
    empty.passSeconds(6);
    assertThat(empty.asked()).containsExactly(GraphAction.PRE_ACCEPT);
    empty.passSeconds(1);
    assertThat(empty.closed(waiting).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    CallId later = empty.call("c");
    assertThat(empty.closed(later).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// The next process starts from a wall clock that was put back two hours: the rows of the calls
  /// that it ends do not say that they lasted less than nothing.
  @Test
  void aWallClockPutBackBetweenTwoProcessesMakesNoNegativeTimes() {
    stage.signIn(AYU).signIn(BUDI);
    CallId talking = stage.talkingCall("a", AYU);
    CallId ringing = stage.ringingCall("b");
    stage.passSeconds(3);
    Switchboard next = new Switchboard(Stage.settings(), new SplittableRandom(8));
    Step step =
        next.restore(
            List.of(left(talking), left(ringing)), List.of(), stage.now().minusSeconds(7_200));
    assertThat(step.records())
        .filteredOn(CallRecord.CallClosed.class::isInstance)
        .hasSize(2)
        .allSatisfy(written -> {
          CallRecord.CallClosed closed = (CallRecord.CallClosed) written;
          assertThat(closed.ringMs()).isZero();
          assertThat(closed.talkMs()).isZero();
        });
  }

  /// REP-1: a call that a crash ended lasted no longer than the process did, however long nothing
  /// ran; and REP-2: who took it without a leg has talked with nobody.
  @Test
  void aCallThatACrashEndedLastedAsLongAsItWasSeen() {
    stage.signIn(AYU).signIn(BUDI);
    CallId talking = stage.talkingCall("a", AYU);
    stage.passSeconds(7);
    Instant alive = stage.now().minusSeconds(2);
    assertThat(endedAfterANight(left(talking, alive)))
        .satisfies(closed -> assertThat(closed.status()).isEqualTo(CallStatus.ANSWERED))
        .satisfies(closed -> assertThat(closed.talkMs()).isEqualTo(5_000));
    assertThat(endedAfterANight(left(talking, Instant.MIN)).talkMs()).isZero();

    CallId unheard = stage.ringingCall("b");
    stage.handle(new Fact.MetaLegConnected(unheard));
    stage.handle(new Fact.AgentLegDown(BUDI, tab(BUDI))).accept(BUDI, unheard);
    stage.handle(new Fact.GraphSucceeded(unheard, GraphAction.ACCEPT)).passSeconds(3);
    CallRecord.CallClosed closed = endedAfterANight(left(unheard, stage.now()));
    assertThat(closed.status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(closed.talkMs()).isZero();
    stage.handle(new Fact.AgentLegUp(BUDI, tab(BUDI)));
    assertThat(endedAfterANight(left(unheard, stage.now())).status())
        .isEqualTo(CallStatus.ANSWERED);
  }

  private CallRecord.CallClosed endedAfterANight(OpenCall open) {
    Switchboard next = new Switchboard(Stage.settings(), new SplittableRandom(8));
    Instant morning = stage.now().plus(Duration.ofHours(9));
    return next.restore(List.of(open), List.of(), morning).records().stream()
        .filter(CallRecord.CallClosed.class::isInstance)
        .map(CallRecord.CallClosed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private OpenCall left(CallId call) {
    return left(call, stage.now());
  }

  private OpenCall left(CallId call, Instant alive) {
    return OpenCall.of(
        stage
            .records(CallRecord.CallOpened.class)
            .filter(opened -> opened.call().equals(call))
            .findFirst()
            .orElseThrow(),
        stage
            .records(CallRecord.CallEvent.class)
            .filter(event -> event.call().equals(call))
            .toList(),
        alive);
  }
}
