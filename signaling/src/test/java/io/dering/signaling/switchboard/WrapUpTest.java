package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Wrap-up: after a call its agent is not *free* for a while (IN-3, RG-2, RG-3).
class WrapUpTest {
  private final Stage stage = stage(RingMode.RING_ALL);

  private static Stage stage(RingMode mode) {
    AccountSettings plain = Stage.settings(Stage.group("group", mode, AYU, BUDI));
    return new Stage(
        new AccountSettings(
            plain.account(),
            plain.channels(),
            plain.agents(),
            plain.ringGroups(),
            plain.policy().withWrapUp(Duration.ofSeconds(20))));
  }

  @Test
  void afterACallItsAgentIsInWrapUpAndNothingRingsThereUntilItIsOver() {
    stage.signIn(AYU).signIn(BUDI);
    talkAndHangUp("a");
    assertThat(stage.told(AYU)).contains(new DeskMessage.PresenceChanged(Presence.WRAP_UP, 20_000));
    CallId call = stage.ringingCall("b");
    assertThat(stage.rung(call)).containsExactly(BUDI);
    assertThat(ExplanationTest.words(stage, call)).contains("ayu in_wrap_up");
    stage.clear().pass(Duration.ofMillis(19_999));
    assertThat(stage.rung(call)).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.told(AYU)).first().isEqualTo(new DeskMessage.PresenceChanged(Presence.ONLINE));
    assertThat(stage.rung(call)).containsExactly(AYU);
  }

  @Test
  void theAgentEndsItEarlyByComingOnline() {
    stage.signIn(AYU).signIn(BUDI);
    talkAndHangUp("a");
    CallId call = stage.ringingCall("b");
    stage.passSeconds(5).clear();
    stage.handle(new Fact.PresenceSet(AYU, tab(AYU), Presence.ONLINE));
    assertThat(stage.rung(call)).containsExactly(AYU);
    stage.passSeconds(20);
    assertThat(stage.told(AYU)).doesNotHaveDuplicates();
  }

  /// RG-2: away is a choice, and ring all asks nobody's choice.
  @Test
  void theAgentMayGoAwayInsteadWhichEndsItToo() {
    stage.signIn(AYU);
    talkAndHangUp("a");
    stage.handle(new Fact.PresenceSet(AYU, tab(AYU), Presence.AWAY)).clear();
    assertThat(stage.switchboard().snapshot().agents().get(Presence.AWAY)).isEqualTo(1);
    assertThat(stage.rung(stage.ringingCall("b"))).containsExactly(AYU);
  }

  @Test
  void itOutlivesAReloadAndTheWelcomeTellsIt() {
    stage.signIn(AYU);
    talkAndHangUp("a");
    ConnectionId reloaded = new ConnectionId("reloaded");
    stage.leave(AYU).passSeconds(3).handle(new Fact.AgentConnected(AYU, reloaded));
    DeskMessage.Welcome welcome = (DeskMessage.Welcome) stage.told(reloaded).getFirst();
    assertThat(welcome.presence()).isEqualTo(Presence.WRAP_UP);
    assertThat(welcome.wrapUpMs()).isEqualTo(17_000);
  }

  /// RG-3: online is not enough, one must be free.
  @Test
  void roundRobinPassesOverAMemberInWrapUp() {
    Stage turns = stage(RingMode.ROUND_ROBIN);
    turns.signIn(AYU).signIn(BUDI);
    CallId first = turns.talkingCall("a", AYU);
    turns.handle(new Fact.AgentHungUp(AYU, tab(AYU), first));
    assertThat(turns.rung(turns.ringingCall("b"))).containsExactly(BUDI);
    assertThat(turns.rung(turns.ringingCall("c"))).as("it was Ayu's turn").containsExactly(BUDI);
  }

  /// IN-6: somebody in wrap-up may become free within the window and keeps the call ringing.
  @Test
  void aCallWaitsForTheOneInWrapUp() {
    stage.signIn(AYU);
    talkAndHangUp("a");
    CallId call = stage.ringingCall("b");
    assertThat(stage.rung(call)).isEmpty();
    stage.passSeconds(20);
    assertThat(stage.rung(call)).containsExactly(AYU);
  }

  @Test
  void aCallThatNobodyTalkedOnNeedsNone() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.accept(AYU, call).handle(Stage.terminate("a", stage.now()));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.CUSTOMER_HUNG_UP);
    assertThat(stage.switchboard().snapshot().agents().get(Presence.WRAP_UP)).isZero();
  }

  @Test
  void withoutAnyConfiguredTheAgentIsFreeAtOnce() {
    Stage plain = new Stage();
    plain.signIn(AYU);
    CallId call = plain.talkingCall("a", AYU);
    plain.clear().handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
    assertThat(plain.told(AYU)).contains(new DeskMessage.PresenceChanged(Presence.ONLINE));
  }

  private void talkAndHangUp(String name) {
    CallId call = stage.talkingCall(name, AYU);
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), call));
  }
}
