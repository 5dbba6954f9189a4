package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.desk.AgentCard;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Who rings, who gets the call, who is told.
class RingAllTest {
  private final Stage stage = new Stage();

  /// RG-2: every free member, in all tabs, whatever the online status.
  @Test
  void everyFreeMemberIsOfferedTheCallInEveryTabEvenWhenAway() {
    ConnectionId second = new ConnectionId("second");
    stage.signIn(AYU).signIn(BUDI);
    stage.handle(new Fact.AgentConnected(AYU, second));
    stage.handle(new Fact.PresenceSet(BUDI, tab(BUDI), Presence.AWAY)).clear();
    CallId call = stage.call("a");
    for (ConnectionId tab : new ConnectionId[] {tab(AYU), second, tab(BUDI)}) {
      DeskMessage.CallIncoming incoming = (DeskMessage.CallIncoming) stage.told(tab).getFirst();
      assertThat(incoming.call()).isEqualTo(call);
      assertThat(incoming.deadline()).isEqualTo(Stage.START.plusSeconds(30));
      assertThat(incoming.remainingMs()).isEqualTo(30_000);
      assertThat(incoming.customer().number()).isEqualTo("447700900456");
    }
    assertThat(stage.told(CITRA)).isEmpty();
    assertThat(stage.commands(Command.AnswerOffer.class)).hasSize(1);
  }

  /// IN-5.
  @Test
  void theFirstAcceptWinsAndTheOthersAreToldByWhom() {
    stage.signIn(AYU).signIn(BUDI).signIn(CITRA);
    CallId call = stage.ringingCall("a");
    stage.clear().accept(BUDI, call).accept(AYU, call);
    DeskMessage taken = new DeskMessage.CallTaken(call, new AgentCard(BUDI, "Budi"));
    assertThat(stage.told(CITRA)).containsExactly(taken);
    assertThat(stage.told(AYU)).hasSize(2).first().isEqualTo(taken);
    assertThat(stage.told(AYU).getLast())
        .isInstanceOfSatisfying(
            DeskMessage.Failed.class, f -> assertThat(f.code()).isEqualTo(DeskError.TOO_LATE));
    assertThat(stage.told(BUDI))
        .anyMatch(DeskMessage.CallConnecting.class::isInstance)
        .contains(new DeskMessage.PresenceChanged(Presence.ON_CALL));
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
  }

  @Test
  void theWinnersOtherTabsStopRingingAndASecondClickOfTheWinnerIsNoError() {
    ConnectionId second = new ConnectionId("second");
    stage.signIn(AYU).handle(new Fact.AgentConnected(AYU, second));
    CallId call = stage.ringingCall("a");
    stage.clear().accept(AYU, call).accept(AYU, call);
    assertThat(stage.told(second)).anyMatch(DeskMessage.CallTaken.class::isInstance);
    assertThat(stage.told(AYU)).noneMatch(DeskMessage.CallTaken.class::isInstance);
    assertThat(stage.told(AYU)).noneMatch(DeskMessage.Failed.class::isInstance);
    assertThat(stage.asked()).hasSize(1);
  }

  /// IN-5: one call per agent.
  @Test
  void anAgentOnACallIsNotOfferedASecondOneUntilTheFirstEnds() {
    stage.signIn(AYU).signIn(BUDI);
    CallId first = stage.talkingCall("a", AYU);
    stage.clear();
    CallId second = stage.ringingCall("b");
    assertThat(stage.told(AYU)).isEmpty();
    assertThat(stage.told(BUDI)).anyMatch(DeskMessage.CallIncoming.class::isInstance);
    stage.accept(AYU, second);
    assertThat(errors(AYU)).containsExactly(DeskError.BUSY);
    stage.clear().handle(new Fact.AgentHungUp(AYU, tab(AYU), first));
    assertThat(stage.told(AYU))
        .anyMatch(m -> m instanceof DeskMessage.CallIncoming i && i.call().equals(second));
  }

  @Test
  void takingOneCallEndsTheRingingOfAnother() {
    stage.signIn(AYU).signIn(BUDI);
    CallId first = stage.ringingCall("a");
    CallId second = stage.ringingCall("b");
    stage.clear().accept(AYU, first);
    assertThat(stage.told(AYU))
        .contains(new DeskMessage.CallCancelled(second, CancelReason.REJECTED));
    assertThat(stage.told(BUDI)).noneMatch(DeskMessage.CallCancelled.class::isInstance);
  }

  /// IN-6.
  @Test
  void aDeclineEndsOnlyThatAgentsRingingAndTheLastOneRejectsTheCallAtOnce() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.clear().decline(AYU, call);
    DeskMessage cancelled = new DeskMessage.CallCancelled(call, CancelReason.REJECTED);
    assertThat(stage.told(AYU)).containsExactly(cancelled);
    assertThat(stage.told(BUDI)).isEmpty();
    assertThat(stage.asked()).isEmpty();
    stage.accept(AYU, call);
    assertThat(errors(AYU)).containsExactly(DeskError.NOT_RINGING);
    stage.decline(BUDI, call);
    assertThat(stage.told(BUDI)).containsExactly(cancelled);
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.DECLINED);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(stage.closed(call).agent()).isNull();
  }

  /// IN-6: a member on another call may become free within the window and keeps the call ringing.
  @Test
  void aBusyMemberKeepsACallRingingThatAllOthersDeclined() {
    stage.signIn(AYU).signIn(BUDI);
    stage.talkingCall("a", AYU);
    CallId call = stage.ringingCall("b");
    stage.decline(BUDI, call);
    assertThat(stage.switchboard().snapshot().ringing()).isEqualTo(1);
    stage.passSeconds(30);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.TIMED_OUT);
  }

  /// IN-6: nobody has a live page.
  @Test
  void aCallThatNobodyCanAnswerIsRejectedAtOnce() {
    stage.handle(new Fact.AgentConnected(new AgentId("dewi"), new ConnectionId("d")));
    CallId call = stage.call("a");
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.commands(Command.AnswerOffer.class)).isEmpty();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// IN-6: a page that reloads keeps its agent able for 5 s, and finds the call still ringing.
  @Test
  void aVanishedPageKeepsTheCallRingingForTheReachabilityGraceOnly() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.leave(AYU).pass(Duration.ofMillis(4_999)).clear();
    assertThat(stage.switchboard().snapshot().ringing()).isEqualTo(1);
    stage.signIn(AYU);
    DeskMessage.Welcome welcome = (DeskMessage.Welcome) stage.told(AYU).getFirst();
    assertThat(welcome.calls()).extracting(DeskMessage.CallIncoming::call).containsExactly(call);
    stage.leave(AYU).pass(Duration.ofMillis(4_999));
    assertThat(stage.asked()).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  @Test
  void aCallThatArrivesWithinTheGraceWaitsForThePage() {
    stage.signIn(AYU).leave(AYU).passSeconds(3);
    CallId call = stage.call("a");
    assertThat(stage.commands(Command.AnswerOffer.class)).hasSize(1);
    stage.passSeconds(2);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// RG-2: also the one who comes while it rings.
  @Test
  void anAgentWhoSignsInWhileACallRingsIsOfferedIt() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(10).clear().signIn(CITRA);
    DeskMessage.Welcome welcome = (DeskMessage.Welcome) stage.told(CITRA).getFirst();
    assertThat(welcome.calls().getFirst().remainingMs()).isEqualTo(20_000);
    stage.accept(CITRA, call);
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
  }

  /// IN-7: 30 s by default, no agent name in the log, everybody's ringing ends.
  @Test
  void theRingingWindowEndsTheCall() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.clear().pass(Duration.ofMillis(29_999));
    assertThat(stage.asked()).isEmpty();
    assertThat(stage.switchboard().nextDeadline()).isEqualTo(Stage.START.plusSeconds(30));
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallCancelled(call, CancelReason.TIMED_OUT));
    CallRecord.CallClosed closed = stage.closed(call);
    assertThat(closed.status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(closed.reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(closed.agent()).isNull();
    assertThat(closed.ringMs()).isEqualTo(30_000);
  }

  /// IN-7: a late accept after the window does not win, even if nobody has called advance.
  @Test
  void anAcceptAfterTheWindowIsTooLate() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.clear();
    Step step =
        stage
            .switchboard()
            .handle(new Fact.AgentAccepted(AYU, tab(AYU), call), Stage.START.plusSeconds(30));
    assertThat(step.commands()).anyMatch(Command.Reject.class::isInstance);
    assertThat(step.commands()).noneMatch(Command.Accept.class::isInstance);
  }

  /// IN-7: 30 to 60 s per channel.
  @Test
  void theRingingWindowOfAChannelIsThirtyToSixtySeconds() {
    for (long seconds : new long[] {29, 61}) {
      Assertions.assertThatThrownBy(
              () -> new Channel(Stage.CHANNEL, "n", "1", Duration.ofSeconds(seconds)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new Channel(Stage.CHANNEL, "n", "1").ringingWindow())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(new Channel(Stage.CHANNEL, "n", "1", Duration.ofSeconds(60)).ringingWindow())
        .isEqualTo(Duration.ofSeconds(60));
  }

  /// IN-8.
  @Test
  void theCustomersHangUpEndsTheRingingEverywhereAndAsksNothingOfMeta() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.clear().passSeconds(3).handle(Stage.terminate("a", stage.now()));
    DeskMessage cancelled = new DeskMessage.CallCancelled(call, CancelReason.CUSTOMER_HUNG_UP);
    assertThat(stage.told(AYU)).containsExactly(cancelled);
    assertThat(stage.told(BUDI)).containsExactly(cancelled);
    assertThat(stage.asked()).isEmpty();
    assertThat(stage.commands(Command.CloseMetaLeg.class)).hasSize(1);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.CUSTOMER_HUNG_UP);
  }

  @Test
  void strangersAndUnknownCallsGetAnErrorAndChangeNothing() {
    AgentId dewi = new AgentId("dewi");
    stage.signIn(AYU).signIn(dewi);
    CallId call = stage.ringingCall("a");
    CallId none = new CallId("call_none");
    stage.clear().accept(dewi, call).decline(dewi, call).accept(AYU, none).decline(AYU, none);
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
    stage.handle(new Fact.AgentMuted(AYU, tab(AYU), call, true));
    assertThat(errors(dewi)).containsExactly(DeskError.NOT_RINGING, DeskError.NOT_RINGING);
    assertThat(errors(AYU)).containsOnly(DeskError.UNKNOWN_CALL).hasSize(4);
    assertThat(stage.records(CallRecord.class)).isEmpty();
    stage.clear().handle(new Fact.AgentAccepted(BUDI, tab(BUDI), call));
    stage.handle(new Fact.AgentAccepted(BUDI, tab(AYU), call));
    assertThat(stage.commands()).isEmpty();
    stage.handle(new Fact.AgentConnected(new AgentId("zul"), new ConnectionId("z")));
    assertThat(stage.told(new ConnectionId("z")))
        .singleElement()
        .isInstanceOf(DeskMessage.Failed.class);
  }

  private java.util.List<DeskError> errors(AgentId agent) {
    return stage.told(agent).stream()
        .filter(DeskMessage.Failed.class::isInstance)
        .map(m -> ((DeskMessage.Failed) m).code())
        .toList();
  }
}
