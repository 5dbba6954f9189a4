package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RG-7: a round-robin call goes on from member to member.
class HuntingTest {
  private static final RingGroup GROUP =
      new RingGroup(
          new RingGroupId("turns"),
          "Turns",
          CHANNEL,
          RingMode.ROUND_ROBIN,
          List.of(AYU, BUDI, CITRA),
          Duration.ofSeconds(8));

  private final Stage stage = new Stage(Stage.settings(GROUP));

  /// RG-7.
  @Test
  void aCallThatIsNotAnsweredGoesOnToTheNextOnlineMemberUntilTheWindowEnds() {
    stage.signIn(AYU).signIn(CITRA);
    CallId call = stage.ringingCall("a");
    stage.clear().pass(Duration.ofMillis(7_999));
    assertThat(stage.rung(call)).isEmpty();
    assertThat(stage.switchboard().nextDeadline()).isEqualTo(Stage.START.plusSeconds(8));
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallCancelled(call, CancelReason.REJECTED));
    assertThat(stage.rung(call)).containsExactly(CITRA);
    stage.clear().passSeconds(8);
    assertThat(stage.rung(call)).as("round again").containsExactly(AYU);
    stage.passSeconds(8).passSeconds(6);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(stage.switchboard().snapshot().ringing()).isZero();
  }

  /// RG-7, and the explanation of it.
  @Test
  void aDeclineSendsItOnAtOnceAndNeverComesBack() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(3).clear().decline(AYU, call);
    assertThat(stage.rung(call)).containsExactly(BUDI);
    stage.clear().passSeconds(8).passSeconds(8);
    assertThat(stage.rung(call)).as("Budi is the only one left").isEmpty();
    assertThat(stage.told(BUDI)).isEmpty();
    stage.decline(BUDI, call);
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.DECLINED);
  }

  /// RG-7: the explanation lists how long it rang with each.
  @Test
  void theExplanationListsHowLongItRangWithEach() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(8).passSeconds(2).accept(BUDI, call);
    assertThat(ExplanationTest.words(stage, call))
        .containsExactly(
            "budi not_their_turn",
            "budi took 2000",
            "citra offline",
            "ayu rang 8000",
            "dewi not_in_group");
  }

  /// RG-7: the member whose turn is over cannot take it any more, the next one can.
  @Test
  void onlyTheMemberForWhomItRingsNowCanAnswer() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(8).clear().accept(AYU, call).accept(BUDI, call);
    assertThat(stage.told(AYU)).singleElement().isInstanceOf(DeskMessage.Failed.class);
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
  }

  /// RG-7, IN-6: a page that goes sends the call on; without anybody left it ends.
  @Test
  void aPageThatGoesSendsTheCallOn() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.leave(AYU);
    assertThat(stage.rung(call)).containsExactly(AYU, BUDI);
    stage.clear().signIn(AYU);
    assertThat(((DeskMessage.Welcome) stage.told(AYU).getFirst()).calls()).isEmpty();
    stage.leave(AYU).leave(BUDI).passSeconds(5);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// RG-7: it rings on a page, so a browser that takes pushes no longer changes nothing.
  @Test
  void aCallStaysWhereItRingsWhenItsMemberForgetsABrowser() {
    stage.signIn(AYU).signIn(BUDI).subscribe(AYU, "laptop");
    CallId call = stage.ringingCall("a");
    PushRequest gone = new PushRequest.RemoveDevice(AYU, Stage.device(AYU, "laptop").id());
    stage.clear().handle(new Fact.Requested(new RequestId(1), gone));
    assertThat(stage.told(AYU)).isEmpty();
    assertThat(stage.rung(call)).isEmpty();
  }

  /// RG-7, IN-6: a member on another call may still become free.
  @Test
  void aCallThatAllFreeMembersDeclinedWaitsForTheOneWhoTalks() {
    stage.signIn(AYU).signIn(BUDI);
    CallId first = stage.talkingCall("a", AYU);
    CallId call = stage.ringingCall("b");
    stage.decline(BUDI, call);
    assertThat(stage.switchboard().snapshot().ringing()).isEqualTo(1);
    stage.clear().handle(new Fact.AgentHungUp(AYU, tab(AYU), first));
    assertThat(stage.rung(call)).containsExactly(AYU);
  }

  /// RG-7 is off by default.
  @Test
  void withoutHuntingACallRingsForOneMemberAlone() {
    Stage plain =
        new Stage(Stage.settings(Stage.group("turns", RingMode.ROUND_ROBIN, AYU, BUDI, CITRA)));
    plain.signIn(AYU).signIn(BUDI);
    CallId call = plain.ringingCall("a");
    plain.passSeconds(29);
    assertThat(plain.rung(call)).containsExactly(AYU);
    assertThat(GROUP.hunts()).isTrue();
    assertThat(Stage.group("g", RingMode.ROUND_ROBIN, AYU).hunts()).isFalse();
  }
}
