package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.agent.Device;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Readiness;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RM-3: what goes into an agent's log history. RM-12: what is known of each agent now.
class AgentHistoryTest {
  private static final Device PHONE = new Device("Chrome", "Android");
  private static final ConnectionId SECOND = new ConnectionId("second");

  private final Stage stage = new Stage();

  @Test
  void signInPresenceReachabilityAndSignOutAreWrittenDownWithTimeAndDevice() {
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU), PHONE));
    stage.passSeconds(60).handle(new Fact.PresenceSet(AYU, tab(AYU), Presence.AWAY));
    stage.passSeconds(60).handle(new Fact.PresenceSet(AYU, tab(AYU), Presence.ONLINE));
    stage.passSeconds(60).handle(silent(tab(AYU)));
    stage.passSeconds(3).handle(new Fact.AgentHeard(AYU, tab(AYU)));
    stage.leave(AYU).passSeconds(5);
    assertThat(written())
        .containsExactly(
            "0 SIGNED_IN",
            "60 AWAY",
            "120 ONLINE",
            "180 UNREACHABLE 8000",
            "183 REACHABLE 11000",
            "188 SIGNED_OUT");
    assertThat(stage.records(AgentRecord.class)).allMatch(r -> r.device().equals(PHONE));
  }

  @Test
  void aReloadASecondTabAndTheSameChoiceAgainAreNoEntries() {
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU), PHONE));
    stage.handle(new Fact.AgentConnected(AYU, SECOND, PHONE));
    stage.handle(silent(SECOND)).leave(AYU).passSeconds(4);
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU), PHONE)).passSeconds(60);
    stage.handle(new Fact.PresenceSet(AYU, tab(AYU), Presence.ONLINE));
    stage.handle(new Fact.AgentHeard(AYU, SECOND));
    assertThat(written()).containsExactly("0 SIGNED_IN");
  }

  @Test
  void anAgentWhoseRunningPageGoesAndWhoseFrozenOneStaysIsUnreachable() {
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU), PHONE));
    stage.handle(new Fact.AgentConnected(AYU, SECOND, PHONE)).handle(silent(SECOND));
    stage.leave(AYU).passSeconds(5);
    assertThat(written()).containsExactly("0 SIGNED_IN", "5 UNREACHABLE 13000");
  }

  @Test
  void aFrozenPageThatClosesSignsItsAgentOutAtOnce() {
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU), PHONE)).handle(silent(tab(AYU))).leave(AYU);
    assertThat(written()).containsExactly("0 SIGNED_IN", "0 UNREACHABLE 8000", "0 SIGNED_OUT");
  }

  /// A start expects everybody back; who never came has not signed out.
  @Test
  void aStartSignsNobodyOut() {
    Stage fresh = new Stage();
    fresh.switchboard().restore(List.of(), List.of(), fresh.now());
    fresh.passSeconds(60);
    assertThat(fresh.records(AgentRecord.class)).isEmpty();
  }

  /// RM-12.
  @Test
  void theListSaysWhoIsThereReachableTalkingAndOnWhat() {
    stage.handle(new Fact.AgentConnected(AYU, tab(AYU), PHONE));
    stage.handle(new Fact.AgentLegUp(AYU, tab(AYU))).signIn(BUDI);
    Readiness ready =
        new Readiness(
            Readiness.Check.GOOD,
            Readiness.Check.GOOD,
            Readiness.Check.REFUSED,
            Readiness.Check.OPEN);
    stage.handle(new Fact.AgentReady(AYU, tab(AYU), ready)).passSeconds(7);
    CallId call = stage.talkingCall("a", BUDI);
    stage.ringingCall("b");
    AgentAnswer.Seen ayu = list().getFirst();
    assertThat(ayu.presence()).isEqualTo(Presence.ONLINE);
    assertThat(ayu.since()).contains(Stage.START);
    assertThat(ayu.ringing()).isEqualTo(1);
    assertThat(ayu.reachable()).isTrue();
    assertThat(ayu.pages().getFirst().device()).isEqualTo(PHONE);
    assertThat(ayu.pages().getFirst().legUp()).isTrue();
    assertThat(ayu.pages().getFirst().readiness()).contains(ready);
    AgentAnswer.Seen budi = list().get(1);
    assertThat(budi.presence()).isEqualTo(Presence.ON_CALL);
    assertThat(budi.since()).contains(Stage.START.plusSeconds(7));
    assertThat(budi.call()).contains(call);
    AgentAnswer.Seen citra = list().get(2);
    assertThat(citra.presence()).isEqualTo(Presence.OFFLINE);
    assertThat(citra.since()).isEmpty();
    assertThat(citra.reachable()).isFalse();
    stage.handle(silent(tab(AYU)));
    assertThat(list().getFirst().silentSince()).contains(stage.now().minusSeconds(8));
    assertThat(list().getFirst().reachable()).isFalse();
    assertThat(list().getFirst().ringing()).isZero();
  }

  private List<AgentAnswer.Seen> list() {
    stage.clear().handle(new Fact.Requested(new RequestId(1), new AgentRequest.ListAgents()));
    Command.Answer answer = stage.commands(Command.Answer.class).getFirst();
    return ((AgentAnswer.Agents) answer.answer()).agents();
  }

  private List<String> written() {
    return stage
        .records(AgentRecord.class)
        .map(r -> {
          Duration after = r.after();
          return Duration.between(Stage.START, r.at()).toSeconds()
              + " "
              + r.kind()
              + (after == null ? "" : " " + after.toMillis());
        })
        .toList();
  }

  private static Fact silent(ConnectionId tab) {
    return new Fact.AgentSilent(AYU, tab, Duration.ofSeconds(8));
  }
}
