package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.desk.HeldState;
import io.dering.signaling.id.CallId;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Meta says that a call of the business's is over, and only another word of it would say that the
/// customer declined.
class OverAtMetaTest extends PaidStage {
  @BeforeEach
  void money() {
    topUp(2 * MINUTE);
  }

  /// OUT-5, I4: rejected and terminate leave Meta together, and any may come first. Found by
  /// declining on the sandbox's phone.
  @Test
  void aCustomerWhoDeclinesIsToldWhicheverWordComesFirst() {
    CallId call = ringing("a", AYU);
    stage.passSeconds(4).handle(Stage.terminate("a", stage.now()));
    stage.handle(Stage.terminate("a", stage.now()));
    stage.handle(progress("a", CallProgress.RINGING));
    stage.handle(progress("a", CallProgress.ACCEPTED));
    stage.handle(new Fact.MetaLegClosed(call, LegCloseReason.ICE_FAILED));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.handle(progress("a", CallProgress.REJECTED));
    assertThat(stage.closed(call))
        .extracting(
            CallRecord.CallClosed::reason,
            CallRecord.CallClosed::ringMs,
            CallRecord.CallClosed::chargeMinor)
        .containsExactly(EndReason.CUSTOMER_DECLINED, 4_000L, 0L);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
    assertThat(held()).isZero();
  }

  @Test
  void theWordIsWaitedForASecondAndNoLonger() {
    CallId call = ringing("a", AYU);
    stage.handle(Stage.terminate("a", stage.now()));
    stage.pass(Duration.ofSeconds(1).minusNanos(1));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.pass(Duration.ofNanos(1));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOT_ANSWERED);
    stage.handle(progress("a", CallProgress.REJECTED));
    assertThat(stage.records(CallRecord.CallClosed.class)).hasSize(1);
    assertThat(balance()).isEqualTo(2 * MINUTE);
  }

  /// OUT-4: whoever ends the ringing, the customer has not answered. Found by letting the sandbox's
  /// phone ring.
  @Test
  void aCallThatWeGiveUpWhileItRingsIsNotAnsweredEither() {
    ringing("a", AYU);
    stage.passSeconds(60);
    stage.hangUp(AYU, ringing("b", AYU));
    assertThat(lastAnswer()).extracting(CallAnswer.Placed::warned).isEqualTo(false);
    CallId third = ringing("c", AYU);
    assertThat(lastAnswer()).isEqualTo(new CallAnswer.Placed(third, true));
  }

  @Test
  void aCallThatIsTakenBackBeforeItRingsCountsForNothing() {
    for (int i = 0; i < 3; i++) {
      stage.signIn(AYU).handle(request(AYU, "447700900456"));
      CallId call = stage.commands(Command.ReadPermission.class).getLast().call();
      stage.handle(new Fact.PermissionRead(call, Stage.CHANNEL, ALLOWED));
      stage.handle(new Fact.OfferMade(call, Stage.OFFER)).hangUp(AYU, call);
      assertThat(lastAnswer()).isEqualTo(new CallAnswer.Placed(call, false));
    }
  }

  private CallAnswer.Placed lastAnswer() {
    return (CallAnswer.Placed)
        stage.commands(Command.Answer.class).stream()
            .map(Command.Answer::answer)
            .filter(CallAnswer.Placed.class::isInstance)
            .reduce((_, last) -> last)
            .orElseThrow();
  }

  /// Nothing is left to be ended at Meta.
  @Test
  void anAgentWhoHangsUpMeanwhileAsksMetaForNothing() {
    CallId call = ringing("a", AYU);
    stage.handle(Stage.terminate("a", stage.now())).hangUp(BUDI, call);
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.hangUp(AYU, call);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOT_ANSWERED);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT);
  }

  @Test
  void aReloadMeanwhileStillRingsAndEndsInTime() {
    CallId call = ringing("a", AYU);
    stage.handle(Stage.terminate("a", stage.now()));
    stage.leave(AYU).clear().signIn(AYU);
    assertThat(stage.told(AYU))
        .filteredOn(DeskMessage.Welcome.class::isInstance)
        .singleElement()
        .satisfies(m ->
            assertThat(Objects.requireNonNull(((DeskMessage.Welcome) m).call()).state())
                .isEqualTo(HeldState.RINGING));
    stage.passSeconds(1);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOT_ANSWERED);
  }

  /// Times prove that somebody picked up, whatever the terminate before said.
  @Test
  void aTerminateThatSaysMoreCounts() {
    CallId call = ringing("a", AYU);
    stage.handle(Stage.terminate("a", stage.now()));
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 5));
    assertThat(stage.closed(call))
        .extracting(CallRecord.CallClosed::reason, CallRecord.CallClosed::chargeMinor)
        .containsExactly(EndReason.CUSTOMER_HUNG_UP, MINUTE);
  }
}
