package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.Explanation;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a call's own records say afterwards about who was considered.
class ExplanationTest {
  private static final AgentId DEWI = new AgentId("dewi");

  /// RG-2, IN-6: the table of [Explanation], most of its rows in one call.
  @Test
  void aRingAllCallSaysWhatWasFoundOfEverybody() {
    Stage stage = new Stage();
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(4).decline(AYU, call).passSeconds(26);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(words(stage, call))
        .containsExactly(
            "citra no_page_and_no_push",
            "ayu declined 4000",
            "budi rang 30000",
            "dewi not_in_group");
    Explanation explanation = explanation(stage, call);
    assertThat(explanation.routed())
        .containsExactly(new Explanation.Routed(Stage.START, "ring_all", "front-desk"));
    assertThat(explanation.agents().getLast().findings().getFirst().at()).isEqualTo(Stage.START);
  }

  @Test
  void theOneWhoTakesACallTookItAndTheOthersRang() {
    Stage stage = new Stage();
    stage.signIn(AYU).signIn(BUDI);
    CallId other = stage.ringingCall("a");
    CallId call = stage.ringingCall("b");
    stage.passSeconds(2).accept(AYU, call);
    assertThat(words(stage, call))
        .containsExactly(
            "citra no_page_and_no_push", "ayu took 2000", "budi rang 2000", "dewi not_in_group");
    assertThat(words(stage, other))
        .containsExactly(
            "citra no_page_and_no_push", "ayu rang 2000", "budi rings", "dewi not_in_group");
    assertThat(words(stage, stage.ringingCall("c"))).contains("ayu on_call", "budi rings");
  }

  /// RG-3, RG-5: also when nobody is rung at all.
  @Test
  void aRoundRobinCallSaysWhoseTurnItWasNot() {
    Stage stage =
        new Stage(Stage.settings(Stage.group("turns", RingMode.ROUND_ROBIN, AYU, BUDI, CITRA)));
    stage.signIn(BUDI).signIn(CITRA);
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU))).passSeconds(41);
    CallId call = stage.ringingCall("a");
    assertThat(words(stage, call))
        .containsExactly(
            "ayu leg_unreachable 41000", "citra not_their_turn", "budi rings", "dewi not_in_group");
    stage.leave(BUDI).leave(CITRA);
    CallId nobodys = stage.call("b");
    assertThat(words(stage, nobodys))
        .containsExactly(
            "ayu leg_unreachable 41000", "budi offline", "citra offline", "dewi not_in_group");
    assertThat(explanation(stage, nobodys).routed())
        .containsExactly(new Explanation.Routed(stage.now(), "nobody_ready", "turns"));
  }

  /// A log from before calls were explained, and one of a call that was never routed.
  @Test
  void aCallWithoutARouteListsNobodyWhoWasNotRung() {
    Stage stage = new Stage();
    stage.handle(Stage.connect("a", stage.now().minusSeconds(61)));
    CallId stale = stage.records(CallRecord.CallOpened.class).findFirst().orElseThrow().call();
    assertThat(explanation(stage, stale)).isEqualTo(new Explanation(List.of(), List.of()));
  }

  static Explanation explanation(Stage stage, CallId call) {
    return Explanation.of(
        stage.records(CallRecord.CallEvent.class).filter(e -> e.call().equals(call)).toList(),
        List.of(AYU, BUDI, CITRA, DEWI));
  }

  static List<String> words(Stage stage, CallId call) {
    return explanation(stage, call).agents().stream()
        .flatMap(seen ->
            seen.findings().stream()
                .map(found ->
                    seen.agent()
                        + " "
                        + found.finding().word()
                        + found.finding().time().map(ExplanationTest::millis).orElse("")))
        .toList();
  }

  private static String millis(Duration time) {
    return " " + time.toMillis();
  }
}
