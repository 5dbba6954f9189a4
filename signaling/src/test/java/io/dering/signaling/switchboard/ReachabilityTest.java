package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// IN-6: a live page is one that answers. A page that the browser has frozen keeps its socket and
/// its leg, and rings for nobody.
class ReachabilityTest {
  private static final ConnectionId SECOND = new ConnectionId("second");

  private final Stage stage = new Stage();
  private final Stage turns =
      new Stage(Stage.settings(Stage.group("turns", RingMode.ROUND_ROBIN, AYU, BUDI, CITRA)));

  @Test
  void aFrozenPageIsLeftOutOfRinging() {
    stage.signIn(AYU).signIn(BUDI);
    freeze(stage, AYU).clear();
    CallId call = stage.ringingCall("a");
    assertThat(stage.rung(call)).containsExactly(BUDI);
    assertThat(ExplanationTest.words(stage, call)).contains("ayu page_unreachable 8000");
    assertThat(stage.switchboard().snapshot().unreachable()).isEqualTo(1);
  }

  @Test
  void aFrozenPageGetsWhatRingsWithItsNextAnswer() {
    stage.signIn(AYU).signIn(BUDI);
    freeze(stage, AYU);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(3).clear();
    thaw(stage, AYU);
    assertThat(stage.told(AYU)).first().isEqualTo(new DeskMessage.Reachable(11_000));
    assertThat(stage.rung(call)).containsExactly(AYU);
    stage.accept(AYU, call);
    assertThat(stage.told(AYU)).anyMatch(DeskMessage.CallConnecting.class::isInstance);
    assertThat(stage.switchboard().snapshot().unreachable()).isZero();
  }

  /// IN-6: it has been waited for already, so there is no further grace.
  @Test
  void aCallThatRingsOnAPageThatFreezesIsRejectedAtOnceWhenNobodyElseCanAnswer() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.clear();
    freeze(stage, AYU);
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(stage.told(AYU)).anyMatch(DeskMessage.CallCancelled.class::isInstance);
  }

  @Test
  void aCallForWhomOnlyFrozenPagesAreLeftIsRejectedWhenItArrives() {
    stage.signIn(AYU);
    freeze(stage, AYU);
    assertThat(stage.closed(stage.call("a")).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  @Test
  void anotherPageOfTheSameAgentKeepsTheAgentReachable() {
    stage.signIn(AYU).handle(new Fact.AgentConnected(AYU, SECOND));
    freeze(stage, AYU).clear();
    CallId call = stage.ringingCall("a");
    assertThat(stage.told(SECOND)).anyMatch(DeskMessage.CallIncoming.class::isInstance);
    stage.handle(new Fact.AgentDisconnected(AYU, SECOND)).pass(Duration.ofMillis(4_999));
    assertThat(stage.asked()).doesNotContain(GraphAction.REJECT);
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// RG-3: whoever does not answer the challenge is not online.
  @Test
  void roundRobinPassesOverAFrozenPage() {
    turns.signIn(AYU).signIn(BUDI);
    freeze(turns, AYU);
    assertThat(turns.rung(turns.ringingCall("a"))).containsExactly(BUDI);
  }

  /// RG-3: found frozen while it rings there, the member was never really there.
  @Test
  void aRoundRobinCallGoesOnFromAPageThatIsFoundFrozen() {
    turns.signIn(AYU).signIn(BUDI);
    CallId call = turns.ringingCall("a");
    assertThat(turns.rung(call)).containsExactly(AYU);
    turns.passSeconds(3);
    freeze(turns, AYU);
    assertThat(turns.rung(call)).containsExactly(AYU, BUDI);
    assertThat(ExplanationTest.words(turns, call)).contains("ayu rang 3000", "budi rings");
  }

  @Test
  void aRoundRobinCallThatNobodyElseCanTakeIsRejected() {
    turns.signIn(AYU);
    CallId call = turns.ringingCall("a");
    freeze(turns, AYU);
    assertThat(turns.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// The audio of a call does not need the page's script.
  @Test
  void aCallGoesOnWhileItsPageIsFrozen() {
    stage.signIn(AYU);
    stage.talkingCall("a", AYU);
    stage.clear();
    freeze(stage, AYU).passSeconds(60);
    assertThat(stage.switchboard().snapshot().talking()).isEqualTo(1);
    thaw(stage, AYU);
    assertThat(stage.commands(Command.ForGraph.class)).isEmpty();
  }

  @Test
  void aPageThatNeverWasSilentIsToldNothing() {
    stage.signIn(AYU).clear();
    thaw(stage, AYU);
    assertThat(stage.told(AYU)).isEmpty();
  }

  /// A frozen page that goes is gone at once: a reload comes from a page that runs.
  @Test
  void aFrozenPageThatClosesLeavesNoGrace() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    freeze(stage, AYU).leave(AYU).decline(BUDI, call);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.DECLINED);
  }

  /// RG-3, RG-2: as one whose leg is down: round robin passes over, ring all rings and notes it.
  @Test
  void aLegThatIsQuietIsUnreachableForAsLongAsNothingCame() {
    turns.signIn(AYU).signIn(BUDI).passSeconds(20);
    quieten(turns, AYU);
    CallId call = turns.ringingCall("a");
    assertThat(turns.rung(call)).containsExactly(BUDI);
    assertThat(ExplanationTest.words(turns, call)).contains("ayu leg_unreachable 8000");
    turns.handle(new Fact.AgentLegHeard(AYU, tab(AYU)));
    assertThat(turns.rung(turns.ringingCall("b"))).containsExactly(AYU);

    stage.signIn(AYU);
    quieten(stage, AYU);
    CallId toAll = stage.ringingCall("c");
    assertThat(stage.rung(toAll)).containsExactly(AYU);
    assertThat(ExplanationTest.words(stage, toAll)).contains("ayu leg_unreachable 8000");
    stage.accept(AYU, toAll);
    assertThat(stage.commands(Command.Bridge.class)).as("the leg is still there").hasSize(1);
  }

  private static Stage freeze(Stage stage, AgentId agent) {
    return stage.handle(new Fact.AgentSilent(agent, tab(agent), Duration.ofSeconds(8)));
  }

  private static Stage thaw(Stage stage, AgentId agent) {
    return stage.handle(new Fact.AgentHeard(agent, tab(agent)));
  }

  private static Stage quieten(Stage stage, AgentId agent) {
    return stage.handle(new Fact.AgentLegQuiet(agent, tab(agent), Duration.ofSeconds(8)));
  }
}
