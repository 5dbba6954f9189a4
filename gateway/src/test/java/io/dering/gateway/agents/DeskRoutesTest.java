package io.dering.gateway.agents;

import static io.dering.gateway.agents.DeskPage.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeskRoutesTest {
  private static final AgentId AYU = new AgentId("ayu");
  private static final CallId CALL = new CallId("call_a");
  private DeskRig rig;

  @BeforeEach
  void open() {
    rig = DeskRig.dev();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static ConnectionId connection(Fact.FromAgent fact) {
    return fact.connection();
  }

  @Test
  void aPageSignsInByNameUnderDevAndIsTold() {
    DeskPage page = rig.page().say(DeskRig.hello("ayu"));
    Fact.FromAgent connected = rig.nextFact();
    assertThat(connected).isInstanceOf(Fact.AgentConnected.class);
    assertThat(connected.agent()).isEqualTo(AYU);
    assertThat(connected.connection().value()).startsWith("conn_");
    rig.desk.tell(
        connection(connected), new DeskMessage.CallCancelled(CALL, CancelReason.TIMED_OUT));
    assertThat(page.hear())
        .isEqualTo(message("call.cancelled").put("call", "call_a").put("reason", "timed_out"));
    rig.desk.tell(new ConnectionId("conn_gone"), new DeskMessage.LegUp());
    assertThat(page.heard).isEmpty();
  }

  @Test
  void requestsBecomeFactsOfThatAgentAndThatSocket() {
    DeskPage page = rig.page().say(DeskRig.hello("ayu"));
    ConnectionId here = connection(rig.nextFact());
    page.say(message("presence").put("state", "away"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.PresenceSet(AYU, here, Presence.AWAY));
    page.say(message("call.accept").put("call", "call_a"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentAccepted(AYU, here, CALL));
    page.say(message("call.decline").put("call", "call_a"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentDeclined(AYU, here, CALL));
    page.say(message("call.mute").put("call", "call_a").put("muted", true));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentMuted(AYU, here, CALL, true));
    page.say(message("call.hangup").put("call", "call_a"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentHungUp(AYU, here, CALL));
    page.say(message("ping").put("id", 7));
    assertThat(page.hear()).isEqualTo(message("pong").put("id", 7));
    page.leave();
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentDisconnected(AYU, here));
    assertThat(DeskRig.next(rig.legsClosed)).isEqualTo(here);
    assertThat(DeskRig.next(rig.closes)).isEqualTo(DeskClose.BY_PEER);
    assertThat(rig.desk.open()).isZero();
  }

  /// One message each time in place of two, for a thousand agents.
  @Test
  void aPageThatAnswersChallengesGetsNoPing() {
    try (DeskRig house = DeskRig.dev(DeskRig.BY_HAND)) {
      DeskPage page = house.signedIn("ayu");
      for (int id = 1; id <= 5; id++) {
        house.beat();
        assertThat(DeskRig.next(page.challenges)).isEqualTo(message("challenge").put("id", id));
        page.say(message("answer").put("id", id)).say(message("ping").put("id", id));
        assertThat(page.hear()).as("the answer is read").isEqualTo(message("pong").put("id", id));
      }
      assertThat(page.pings).as("each would have come before its challenge").isEmpty();
    }
  }

  /// IN-6: a page that is frozen, or has not signed in, may still have a browser that lives.
  @Test
  void aPageThatHasNotAnsweredOrNotSignedInGetsAPing() {
    try (DeskRig house = DeskRig.dev(DeskRig.BY_HAND)) {
      // A page may know that its socket is open before the desk does: it does when a later page has
      // signed in.
      DeskPage stranger = house.page();
      DeskPage silent = house.signedIn("ayu");
      house.beat();
      assertThat(DeskRig.next(silent.challenges)).isNotNull();
      assertThat(silent.pings).isEmpty();
      assertThat(DeskRig.next(stranger.pings)).isTrue();
      house.beat();
      assertThat(DeskRig.next(silent.pings)).isTrue();
      assertThat(stranger.challenges).isEmpty();
    }
  }

  /// IN-6: the socket lives, for the client answers pings by itself; the page does not.
  @Test
  void aPageThatAnswersNoChallengeIsToldOfAsSilentAndHeardAgainWithItsNextWord() {
    try (DeskRig house = DeskRig.dev(DeskRig.IMPATIENT)) {
      DeskPage page = house.page().say(DeskRig.hello("ayu"));
      ConnectionId here = connection(house.nextFact());
      for (int id = 1; id <= Challenges.MOST_OPEN; id++) {
        assertThat(DeskRig.next(page.challenges)).isEqualTo(message("challenge").put("id", id));
      }
      assertThat(house.nextFact())
          .isInstanceOfSatisfying(
              Fact.AgentSilent.class,
              silent -> {
                assertThat(silent.connection()).isEqualTo(here);
                assertThat(silent.silence()).isGreaterThanOrEqualTo(DeskRig.IMPATIENT.unanswered());
              });
      page.say(message("answer").put("id", 1));
      assertThat(house.nextFact()).isEqualTo(new Fact.AgentHeard(AYU, here));
      assertThat(house.nextFact()).isInstanceOf(Fact.AgentSilent.class);
      page.say(message("presence").put("state", "away"));
      assertThat(house.nextFact()).isEqualTo(new Fact.AgentHeard(AYU, here));
      assertThat(house.nextFact()).isInstanceOf(Fact.PresenceSet.class);
      house.desk.legQuiet(here, Duration.ofSeconds(8));
      house.desk.legHeard(here);
      assertThat(house.facts(Fact.AgentLegQuiet.class))
          .isEqualTo(new Fact.AgentLegQuiet(AYU, here, Duration.ofSeconds(8)));
      assertThat(house.facts(Fact.AgentLegHeard.class))
          .isEqualTo(new Fact.AgentLegHeard(AYU, here));
    }
  }

  @Test
  void anOfferIsAnsweredAndTheLegsFateIsTold() {
    DeskPage page = rig.page().say(DeskRig.hello("ayu"));
    ConnectionId here = connection(rig.nextFact());
    page.say(message("leg.offer").put("sdp", "v=0 offer"));
    assertThat(page.hear()).isEqualTo(message("leg.answer").put("sdp", "v=0 answer"));
    assertThat(rig.offers).containsExactly("v=0 offer");
    rig.desk.legUp(here);
    assertThat(page.hear()).isEqualTo(message("leg.up"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentLegUp(AYU, here));
    rig.desk.legDown(here, "consent_lost");
    assertThat(page.hear()).isEqualTo(message("leg.down").put("reason", "consent_lost"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentLegDown(AYU, here));
  }

  @Test
  void aRefusedOrFailedOfferSaysSo() {
    DeskPage page = rig.signedIn("ayu");
    rig.legOutcome =
        CompletableFuture.completedFuture(new LegOutcome.Refused("no_opus", "No Opus in it."));
    page.say(message("leg.offer").put("sdp", "v=0"));
    assertThat(page.hear())
        .isEqualTo(message("leg.refused").put("code", "no_opus").put("detail", "No Opus in it."));
    rig.legOutcome = CompletableFuture.failedFuture(new IllegalStateException("secret"));
    page.say(message("leg.offer").put("sdp", "v=0"));
    assertThat(page.hear().getString("code")).isEqualTo("failed");
  }

  @Test
  void aLegThatIsReadyAfterItsSocketIsGoneIsClosed() {
    var late = new CompletableFuture<LegOutcome>();
    rig.legOutcome = late;
    DeskPage page = rig.signedIn("ayu");
    page.say(message("leg.offer").put("sdp", "v=0"));
    page.say(message("ping").put("id", 1));
    page.hear();
    page.leave();
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
    ConnectionId first = DeskRig.next(rig.legsClosed);
    late.complete(new LegOutcome.Answered("v=0"));
    assertThat(DeskRig.next(rig.legsClosed)).isEqualTo(first);
  }

  @Test
  void thePageThatConnectsAgainReplacesItsOldSocket() {
    DeskPage old = rig.page().say(DeskRig.hello("ayu"));
    ConnectionId first = connection(rig.nextFact());
    DeskPage again = rig.page().say(DeskRig.hello("ayu"));
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentDisconnected(AYU, first));
    Fact.FromAgent second = rig.nextFact();
    assertThat(second).isInstanceOf(Fact.AgentConnected.class);
    assertThat(connection(second)).isNotEqualTo(first);
    assertThat(old.closeCode()).isEqualTo(4409);
    again.say(message("ping").put("id", "x"));
    assertThat(again.hear()).isEqualTo(message("pong").put("id", "x"));
  }

  @Test
  void twoTabsOfOneAgentLiveSideBySide() {
    DeskPage one = rig.page().say(DeskRig.hello("ayu"));
    ConnectionId first = connection(rig.nextFact());
    rig.page().say(DeskRig.hello("ayu").put("page", "another tab"));
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentConnected.class);
    rig.desk.tell(first, new DeskMessage.LegUp());
    assertThat(one.hear()).isEqualTo(message("leg.up"));
    assertThat(rig.desk.open()).isEqualTo(2);
  }

  @Test
  void aSwitchboardThatCannotListenCostsTheSocketButNeverTheFarewell() {
    DeskPage page = rig.page().say(DeskRig.hello("ayu"));
    ConnectionId here = connection(rig.nextFact());
    rig.full = true;
    page.say(message("call.accept").put("call", "call_a"));
    assertThat(page.closeCode()).isEqualTo(1013);
    assertThat(rig.facts).isEmpty();
    rig.full = false;
    assertThat(rig.nextFact()).isEqualTo(new Fact.AgentDisconnected(AYU, here));
  }

  @Test
  void stoppingSaysSoAndOpensNoMore() {
    DeskPage page = rig.signedIn("ayu");
    rig.desk.stop();
    assertThat(page.closeCode()).isEqualTo(1001);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
    var answer = rig.server.get(DeskRoutes.PATH, "Origin", rig.server.origin());
    assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void inServeOnlyASignedTokenSignsIn() {
    try (DeskRig serve = DeskRig.serve(false)) {
      serve.page().say(serve.helloByToken(Duration.ofMinutes(5)));
      assertThat(serve.nextFact().agent()).isEqualTo(AYU);
      DeskPage byName = serve.page().say(DeskRig.hello("budi"));
      assertThat(byName.hear().getString("code")).isEqualTo("unauthorized");
      assertThat(byName.closeCode()).isEqualTo(4401);
      JsonObject forged = serve.helloByToken(Duration.ofMinutes(5));
      forged.put("token", forged.getString("token") + "A");
      DeskPage bad = serve.page().say(forged);
      assertThat(bad.hear().getString("code")).isEqualTo("unauthorized");
      assertThat(bad.closeCode()).isEqualTo(4401);
      assertThat(serve.facts).isEmpty();
    }
  }

  @Test
  void aProgramWithoutOriginNeedsPermissionAndAToken() {
    try (DeskRig programs = DeskRig.serve(true)) {
      programs.program().say(programs.helloByToken(Duration.ofMinutes(5)));
      assertThat(programs.nextFact()).isInstanceOf(Fact.AgentConnected.class);
    }
  }

  /// RO-1: somebody who was disabled is signed out everywhere, and nobody else is.
  @Test
  void whoIsDisabledIsSignedOutOfEveryPage() {
    DeskPage ayu = rig.signedIn("ayu");
    DeskPage budi = rig.signedIn("budi");
    rig.desk.signOut(DeskRig.ACCOUNT, new AgentId("ayu"));
    assertThat(ayu.hear().getString("code")).isEqualTo("unauthorized");
    assertThat(ayu.closeCode()).isEqualTo(4401);
    assertThat(rig.nextFact()).isInstanceOf(Fact.AgentDisconnected.class);
    budi.say(message("ping").put("id", 1));
    assertThat(budi.hear().getString("type")).isEqualTo("pong");
  }
}
