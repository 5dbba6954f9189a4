package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.device;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.backend.PushAnswer;
import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RG-2, IN-6, IN-9: whom no page can tell is told by push, and counts as long as that may help.
class PushTest {
  private final Stage stage = new Stage();

  /// RG-2, IN-9.
  @Test
  void aMemberWithoutAPageIsToldByPushOnEveryDevice() {
    stage.subscribe(AYU, "phone").subscribe(AYU, "laptop").signIn(BUDI);
    CallId call = stage.ringingCall("a");
    Command.PushRinging push = theOnly(Command.PushRinging.class);
    assertThat(push.agent()).isEqualTo(AYU);
    assertThat(push.to()).containsExactly(device(AYU, "phone"), device(AYU, "laptop"));
    assertThat(push.incoming().call()).isEqualTo(call);
    assertThat(push.incoming().remainingMs()).isEqualTo(30_000);
    assertThat(push.incoming().customer().name()).isEqualTo("Ada");
    assertThat(stage.rung(call)).containsExactly(BUDI);
    assertThat(ExplanationTest.words(stage, call))
        .contains("ayu offline", "ayu push_sent", "citra no_page_and_no_push", "budi rings");
  }

  /// IN-9: a page that is open, hidden or not, rings by itself.
  @Test
  void aMemberWithAPageThatAnswersIsNotToldByPush() {
    stage.subscribe(AYU, "phone").signIn(AYU);
    stage.ringingCall("a");
    assertThat(stage.commands(Command.ForPush.class)).isEmpty();
  }

  /// RG-2, IN-6: a page that the browser has frozen tells nobody.
  @Test
  void aMemberOfWhosePagesNoneAnswersIsToldByPush() {
    stage.subscribe(AYU, "phone").signIn(AYU);
    freeze(AYU);
    CallId call = stage.ringingCall("a");
    assertThat(theOnly(Command.PushRinging.class).agent()).isEqualTo(AYU);
    assertThat(ExplanationTest.words(stage, call))
        .contains("ayu page_unreachable 8000", "ayu push_sent");
  }

  /// IN-6: nobody is there, but somebody was told.
  @Test
  void aCallRingsOnUntilItsWindowEndsForWhomItWasAnnounced() {
    stage.subscribe(AYU, "phone");
    CallId call = stage.ringingCall("a");
    stage.pass(Duration.ofMillis(29_999));
    assertThat(stage.asked()).containsExactly(GraphAction.PRE_ACCEPT);
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.TIMED_OUT);
    Command.PushOver over = theOnly(Command.PushOver.class);
    assertThat(over.how()).isEqualTo(PushEnd.MISSED);
    assertThat(over.to()).containsExactly(device(AYU, "phone"));
    assertThat(over.customer().name()).isEqualTo("Ada");
  }

  /// IN-6: without a push either the call ends as before.
  @Test
  void aMemberWithoutPageAndDeviceKeepsNothingRinging() {
    CallId call = stage.call("a");
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(ExplanationTest.words(stage, call)).contains("ayu no_page_and_no_push");
  }

  /// IN-6.
  @Test
  void aPushThatAllServicesRefuseMakesTheMemberUnreachable() {
    stage.subscribe(AYU, "phone").subscribe(AYU, "laptop");
    CallId call = stage.ringingCall("a");
    stage.pushRefused(call, AYU, "phone", false).passSeconds(1);
    assertThat(stage.asked()).containsExactly(GraphAction.PRE_ACCEPT);
    stage.pushRefused(call, AYU, "laptop", false);
    assertThat(stage.asked()).endsWith(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(ExplanationTest.words(stage, call)).contains("ayu push_sent", "ayu push_refused");
    assertThat(stage.commands(Command.PushOver.class)).as("nobody has the first").isEmpty();
    stage.clear().pushRefused(call, AYU, "laptop", false);
    assertThat(stage.commands()).as("told again").isEmpty();
  }

  /// IN-6: the others still ring.
  @Test
  void aRefusedPushEndsNoCallThatRingsElsewhere() {
    stage.subscribe(AYU, "phone").signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.pushRefused(call, AYU, "phone", false);
    assertThat(stage.asked()).doesNotContain(GraphAction.REJECT);
    stage.decline(BUDI, call);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.DECLINED);
  }

  /// IN-9: a service that says *gone* is believed.
  @Test
  void aDeviceThatIsGoneIsForgotten() {
    stage.subscribe(AYU, "phone");
    CallId call = stage.ringingCall("a");
    stage.pushRefused(call, AYU, "phone", true);
    assertThat(stage.records(PushRecord.DeviceRemoved.class).map(PushRecord::device))
        .containsExactly(device(AYU, "phone").id());
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(stage.closed(stage.call("b")).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(stage.commands(Command.PushRinging.class)).hasSize(1);
  }

  /// IN-9: the page that the notification opens finds the call ringing, and takes it.
  @Test
  void aPageThatIsOpenedFromTheNotificationRings() {
    stage.subscribe(AYU, "phone").subscribe(BUDI, "phone");
    CallId call = stage.ringingCall("a");
    stage.clear().passSeconds(5).signIn(AYU);
    assertThat(stage.told(AYU))
        .first()
        .isInstanceOfSatisfying(
            DeskMessage.Welcome.class, welcome -> assertThat(welcome.calls()).hasSize(1));
    stage.accept(AYU, call);
    assertThat(stage.told(AYU)).anyMatch(DeskMessage.CallConnecting.class::isInstance);
    assertThat(ends()).containsExactly("ayu HANDLED", "budi TAKEN");
  }

  /// IN-6: a decline is one, wherever the agent was told.
  @Test
  void aMemberWhoOpensThePageMayDecline() {
    stage.subscribe(AYU, "phone");
    CallId call = stage.ringingCall("a");
    stage.signIn(AYU).decline(AYU, call);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.DECLINED);
    assertThat(ends()).containsExactly("ayu HANDLED");
  }

  /// IN-8, IN-9: the notification goes with the call.
  @Test
  void theCustomerHangingUpTakesTheAnnouncementBack() {
    stage.subscribe(AYU, "phone").subscribe(AYU, "laptop");
    CallId call = stage.ringingCall("a");
    stage.pushRefused(call, AYU, "laptop", false);
    stage.handle(Stage.terminate("a", stage.now()));
    assertThat(theOnly(Command.PushOver.class).to()).containsExactly(device(AYU, "phone"));
  }

  /// IN-6, IN-9: an announcement was taken back and made again; the answer to the first says
  /// nothing of the second.
  @Test
  void aLateRefusalOfAnEarlierPushLeavesTheNewOneStanding() {
    stage.subscribe(AYU, "phone");
    CallId waiting = stage.ringingCall("a");
    CallId taken = stage.ringingCall("b");
    stage.signIn(AYU).accept(AYU, taken).clear();
    stage.hangUp(AYU, taken).leave(AYU).passSeconds(5);
    assertThat(theOnly(Command.PushRinging.class).announcement()).isEqualTo(2);
    stage.clear().pushRefused(waiting, AYU, "phone", false).passSeconds(1);
    assertThat(stage.asked()).as("somebody may still come").isEmpty();
    stage.handle(Stage.terminate("a", stage.now()));
    assertThat(theOnly(Command.PushOver.class).to()).containsExactly(device(AYU, "phone"));
  }

  /// IN-6, RG-2: a page that goes while it rings is waited for, then the push takes its place.
  @Test
  void aPageThatGoesWhileItRingsIsReplacedByAPush() {
    stage.subscribe(AYU, "phone").signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.leave(AYU).pass(Duration.ofMillis(4_999));
    assertThat(stage.commands(Command.ForPush.class)).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(theOnly(Command.PushRinging.class).incoming().remainingMs()).isEqualTo(25_000);
    stage.signIn(AYU).accept(AYU, call);
    assertThat(stage.asked()).contains(GraphAction.ACCEPT);
  }

  /// IN-6: it has been waited for already.
  @Test
  void aPageThatFreezesWhileItRingsIsReplacedByAPushAtOnce() {
    stage.subscribe(AYU, "phone").signIn(AYU);
    stage.ringingCall("a");
    freeze(AYU);
    assertThat(theOnly(Command.PushRinging.class).agent()).isEqualTo(AYU);
    assertThat(stage.asked()).doesNotContain(GraphAction.REJECT);
  }

  /// RG-2: *free* is not on a call; the announcement comes when that one ends.
  @Test
  void aMemberOnACallIsToldAfterIt() {
    stage.subscribe(AYU, "phone").signIn(AYU);
    CallId talked = stage.talkingCall("a", AYU);
    stage.leave(AYU).passSeconds(10);
    CallId waiting = stage.ringingCall("b");
    assertThat(stage.commands(Command.ForPush.class)).isEmpty();
    stage.passSeconds(20);
    assertThat(stage.closed(talked).reason()).isEqualTo(EndReason.AGENT_LOST);
    assertThat(theOnly(Command.PushRinging.class).call()).isEqualTo(waiting);
  }

  /// RG-3: round robin is for members who are online.
  @Test
  void roundRobinTellsNobodyByPush() {
    Stage turns = new Stage(Stage.settings(Stage.group("turns", RingMode.ROUND_ROBIN, AYU, BUDI)));
    turns.subscribe(AYU, "phone").signIn(BUDI);
    CallId call = turns.ringingCall("a");
    assertThat(turns.rung(call)).containsExactly(BUDI);
    assertThat(ExplanationTest.words(turns, call)).contains("ayu offline");
    turns.leave(BUDI).passSeconds(5);
    assertThat(turns.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(turns.commands(Command.ForPush.class)).isEmpty();
  }

  /// IN-3a, RG-2: the customer's own agent is told too, and nobody else.
  @Test
  void theAssignedAgentIsToldByPush() {
    Stage assigned = new Stage(Stage.settings(), (_, _) -> List.of(CITRA));
    assigned.subscribe(CITRA, "phone").subscribe(AYU, "phone").signIn(BUDI);
    CallId call = assigned.ringingCall("a");
    assertThat(assigned.rung(call)).isEmpty();
    assertThat(assigned.commands(Command.PushRinging.class))
        .extracting(Command.PushRinging::agent)
        .containsExactly(CITRA);
    assigned.pushRefused(call, CITRA, "phone", false);
    assertThat(assigned.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// Beyond the rules, where it is switched on: an assigned agent whom no push reaches is passed
  /// over at once.
  @Test
  void aRefusedPushOfTheAssignedAgentOverflows() {
    AccountSettings plain = Stage.settings();
    Channel first = plain.channels().getFirst();
    Channel overflows =
        new Channel(
            first.id(),
            first.name(),
            first.displayNumber(),
            first.ringingWindow(),
            Duration.ofSeconds(10));
    Stage assigned =
        new Stage(
            new AccountSettings(
                plain.account(),
                List.of(overflows),
                plain.agents(),
                plain.ringGroups(),
                plain.policy()),
            (_, _) -> List.of(CITRA));
    assigned.subscribe(CITRA, "phone").signIn(BUDI);
    CallId call = assigned.ringingCall("a");
    assertThat(assigned.rung(call)).isEmpty();
    assigned.pushRefused(call, CITRA, "phone", false);
    assertThat(assigned.rung(call)).containsExactly(BUDI);
  }

  /// IN-9: signed out is signed out, on that browser and at once.
  @Test
  void aBrowserThatIsSignedOutIsToldOfNothingMore() {
    stage.subscribe(AYU, "phone");
    CallId call = stage.ringingCall("a");
    stage.handle(requested(new PushRequest.RemoveDevice(AYU, device(AYU, "phone").id())));
    assertThat(stage.commands(Command.Answer.class).getLast().answer())
        .isEqualTo(new PushAnswer.Removed());
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(ends()).containsExactly("ayu HANDLED");
  }

  @Test
  void nobodyRemovesTheBrowserOfAnother() {
    stage.subscribe(AYU, "phone").clear();
    stage.handle(requested(new PushRequest.RemoveDevice(BUDI, device(AYU, "phone").id())));
    assertThat(stage.commands(Command.Answer.class).getFirst().answer())
        .isInstanceOf(Refused.class);
    assertThat(stage.records(PushRecord.class)).isEmpty();
  }

  @Test
  void anUnknownAgentGetsNoDevice() {
    stage.subscribe(new AgentId("nobody"), "phone");
    assertThat(stage.commands(Command.Answer.class).getFirst().answer())
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.field()).isEqualTo("agent"));
    assertThat(stage.records(PushRecord.class)).isEmpty();
  }

  /// A browser that two agents share is told of the calls of the one who signed in last.
  @Test
  void aBrowserBelongsToWhoSignedInThereLast() {
    PushDevice shared = new PushDevice(new PushDeviceId("push_shared"), "https://p/", "k", "s");
    stage.handle(requested(new PushRequest.AddDevice(AYU, shared)));
    stage.handle(requested(new PushRequest.AddDevice(BUDI, shared)));
    stage.ringingCall("a");
    assertThat(theOnly(Command.PushRinging.class).agent()).isEqualTo(BUDI);
  }

  /// Bounded: the oldest browser goes.
  @Test
  void anAgentHasOnlySoManyDevices() {
    for (int i = 0; i <= PushDevices.MOST; i++) {
      stage.subscribe(AYU, "browser-" + i);
    }
    assertThat(stage.records(PushRecord.DeviceRemoved.class).map(PushRecord::device))
        .containsExactly(device(AYU, "browser-0").id());
    stage.clear().subscribe(AYU, "browser-5");
    assertThat(stage.records(PushRecord.class)).as("it is known").isEmpty();
    stage.ringingCall("a");
    assertThat(theOnly(Command.PushRinging.class).to()).hasSize(PushDevices.MOST);
  }

  /// IN-9: they come back with the next process; those of people who are no more do not.
  @Test
  void devicesAreKept() {
    stage
        .switchboard()
        .takeDevices(
            List.of(
                new PushDevices.Owned(AYU, device(AYU, "phone")),
                new PushDevices.Owned(new AgentId("gone"), device(BUDI, "phone"))));
    stage.ringingCall("a");
    assertThat(theOnly(Command.PushRinging.class).to()).containsExactly(device(AYU, "phone"));
  }

  private <C extends Command> C theOnly(Class<C> kind) {
    List<C> all = stage.commands(kind);
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private List<String> ends() {
    return stage.commands(Command.PushOver.class).stream()
        .map(over -> over.agent() + " " + over.how())
        .toList();
  }

  private void freeze(AgentId agent) {
    stage.handle(new Fact.AgentSilent(agent, tab(agent), Duration.ofSeconds(8)));
  }

  private static Fact requested(PushRequest request) {
    return new Fact.Requested(new RequestId(1), request);
  }
}
