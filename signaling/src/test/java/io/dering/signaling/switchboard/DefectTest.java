package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// We were wrong: the smallest owner dies, which is the call.
class DefectTest {
  private final Stage stage = new Stage().signIn(AYU).signIn(BUDI);

  /// A fact that no part of ours makes, so that the machine throws on it.
  @SuppressWarnings("NullAway") // A defect, made to order.
  private static Fact defect(CallId call) {
    return new Fact.MetaLegClosed(call, null);
  }

  private Stage fail(CallId call) {
    stage.clear();
    assertThatThrownBy(() -> stage.handle(defect(call))).isInstanceOf(NullPointerException.class);
    return stage.failed();
  }

  @Test
  void aRingingCallIsRejectedAndThePagesStopRinging() {
    CallId call = stage.ringingCall("a");
    fail(call);
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.GATEWAY_FAILED);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    for (var agent : List.of(AYU, BUDI)) {
      assertThat(stage.told(agent))
          .containsExactly(new DeskMessage.CallCancelled(call, CancelReason.FAILED));
    }
    assertThat(stage.switchboard().snapshot().ringing()).isZero();
  }

  @Test
  void aCallThatWasAcceptedIsTerminatedAndItsAgentIsFreeAgain() {
    CallId call = stage.talkingCall("a", AYU);
    stage.passSeconds(7);
    fail(call);
    assertThat(stage.asked()).containsExactly(GraphAction.TERMINATE);
    assertThat(stage.commands())
        .contains(new Command.Unbridge(call), new Command.CloseMetaLeg(call));
    CallRecord.CallClosed closed = stage.closed(call);
    assertThat(closed.status()).isEqualTo(CallStatus.ANSWERED);
    assertThat(closed.talkMs()).isEqualTo(7_000);
    assertThat(stage.told(AYU))
        .contains(
            new DeskMessage.CallEnded(call, CallStatus.ANSWERED, EndReason.GATEWAY_FAILED, 7_000),
            new DeskMessage.PresenceChanged(Presence.ONLINE));
    stage.clear();
    CallId next = stage.ringingCall("b");
    stage.accept(AYU, next);
    assertThat(stage.asked()).containsExactly(GraphAction.PRE_ACCEPT, GraphAction.ACCEPT);
  }

  @Test
  void anEndedCallIsNotEndedTwice() {
    CallId call = stage.ringingCall("a");
    fail(call);
    stage.clear().handle(defect(call));
    assertThat(stage.records(CallRecord.class)).isEmpty();
    assertThat(stage.commands()).isEmpty();
  }

  @Test
  void aDefectThatConcernsNoCallEndsNone() {
    CallId call = stage.talkingCall("a", AYU);
    stage.clear();
    assertThatThrownBy(() -> stage.handle(noCall())).isInstanceOf(NullPointerException.class);
    stage.failed();
    assertThat(stage.records(CallRecord.class)).isEmpty();
    assertThat(stage.switchboard().snapshot().talking()).isEqualTo(1);
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.AGENT_HUNG_UP);
  }

  @SuppressWarnings("NullAway") // A defect, made to order.
  private static Fact noCall() {
    return new Fact.PresenceSet(AYU, tab(AYU), null);
  }

  /// What the same step had already led to for another call is not lost with it.
  @Test
  void aDeadlineOfAnotherCallThatCameDueInTheSameStepStands() {
    CallId other = stage.ringingCall("a");
    stage.passSeconds(29);
    CallId call = stage.ringingCall("b");
    stage.later(1);
    fail(call);
    assertThat(stage.closed(other).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.GATEWAY_FAILED);
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT, GraphAction.REJECT);
  }

  /// Should even the end fail: the call is out of memory, its leg is closed, and a start ends it.
  @Test
  void aDroppedCallIsEndedByTheNextStartAndItsWebhooksRingNoMore() {
    CallId call = stage.talkingCall("a", AYU);
    List<CallRecord> log = stage.records(CallRecord.class).toList();
    stage.clear();
    assertThatThrownBy(() -> stage.handle(defect(call))).isInstanceOf(NullPointerException.class);
    stage.dropped();
    assertThat(stage.records(CallRecord.class)).isEmpty();
    assertThat(stage.commands()).containsExactly(new Command.CloseMetaLeg(call));
    assertThat(stage.switchboard().snapshot().talking()).isZero();
    stage.clear().handle(Stage.connect("a", stage.now()));
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
    assertThat(stage.records(CallRecord.class)).isEmpty();

    Switchboard next = new Switchboard(Stage.settings(), new SplittableRandom(1));
    Step step =
        next.restore(
            List.of(
                OpenCall.of(
                    (CallRecord.CallOpened) log.getFirst(),
                    log.stream()
                        .filter(CallRecord.CallEvent.class::isInstance)
                        .map(CallRecord.CallEvent.class::cast)
                        .toList(),
                    stage.now())),
            List.of(),
            stage.now());
    assertThat(step.commands())
        .containsExactly(new Command.Terminate(call, Stage.wacid("a"), Stage.CHANNEL));
    assertThat(step.records())
        .anySatisfy(r ->
            assertThat(r)
                .isInstanceOfSatisfying(
                    CallRecord.CallEvent.class,
                    e -> assertThat(e.kind()).isEqualTo(CallEventKind.ENDED)));
  }
}
