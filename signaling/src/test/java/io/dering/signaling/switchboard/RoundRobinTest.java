package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.desk.DeskError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.routing.RingTurn;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Calls go round a group, one member each.
class RoundRobinTest {
  private final Stage stage = new Stage(turns(AYU, BUDI, CITRA));

  private static AccountSettings turns(AgentId... members) {
    return Stage.settings(Stage.group("turns", RingMode.ROUND_ROBIN, members));
  }

  /// RG-3: one member per call, in the group's order, round and round.
  @Test
  void eachCallRingsTheNextMemberAndNobodyElse() {
    stage.signIn(AYU).signIn(BUDI).signIn(CITRA);
    assertThat(ringsFor("a")).containsExactly(AYU);
    assertThat(ringsFor("b")).containsExactly(BUDI);
    assertThat(ringsFor("c")).containsExactly(CITRA);
    assertThat(ringsFor("d")).containsExactly(AYU);
  }

  /// RG-3: answered, declined or ignored, the turn has moved.
  @Test
  void theTurnMovesWithTheOfferWhateverBecomesOfIt() {
    stage.signIn(AYU).signIn(BUDI).signIn(CITRA);
    CallId first = stage.ringingCall("a");
    stage.decline(AYU, first);
    assertThat(stage.closed(first).reason()).isEqualTo(EndReason.DECLINED);
    CallId second = stage.ringingCall("b");
    stage.accept(BUDI, second);
    CallId third = stage.ringingCall("c");
    stage.passSeconds(30);
    assertThat(stage.closed(third).reason()).isEqualTo(EndReason.TIMED_OUT);
    assertThat(moved()).containsExactly(AYU, BUDI, CITRA);
    assertThat(ringsFor("d")).containsExactly(AYU);
  }

  /// RG-3: those who are away are not considered, and RG-4: nor are those on a call.
  @Test
  void membersWhoAreOfflineAwayOrOnACallArePassedBy() {
    stage.signIn(AYU).signIn(BUDI).signIn(CITRA);
    stage.talkingCall("a", AYU);
    assertThat(ringsFor("b")).containsExactly(BUDI);
    stage.handle(new Fact.PresenceSet(CITRA, tab(CITRA), Presence.AWAY));
    assertThat(ringsFor("c")).as("Ayu talks, Citra is away").containsExactly(BUDI);
    stage.leave(CITRA);
    assertThat(ringsFor("d")).containsExactly(BUDI);
  }

  /// RG-4: a member whose leg has carried nothing for a while cannot talk.
  @Test
  void aMemberWhoseLegIsDownForLongIsPassedBy() {
    stage.signIn(AYU).signIn(BUDI);
    stage.handle(new Fact.AgentLegDown(AYU, tab(AYU))).passSeconds(41);
    assertThat(ringsFor("a")).containsExactly(BUDI);
    assertThat(details(CallEventKind.AGENT_PASSED_BY))
        .contains("ayu leg_unreachable 41000", "citra offline");
    stage.handle(new Fact.AgentLegUp(AYU, tab(AYU)));
    assertThat(ringsFor("b")).containsExactly(AYU);
  }

  /// RG-3: the member whose turn it is has the call alone.
  @Test
  void onlyTheMemberWhoseTurnItIsCanAnswer() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.clear().accept(BUDI, call).decline(BUDI, call);
    assertThat(stage.told(BUDI))
        .extracting(message -> ((DeskMessage.Failed) message).code())
        .containsExactly(DeskError.NOT_RINGING, DeskError.NOT_RINGING);
    stage.accept(AYU, call);
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
  }

  /// RG-4: a call must not wait for somebody who took another one meanwhile.
  @Test
  void aCallWhoseMemberTookAnotherOneGoesOnToTheNext() {
    stage.signIn(AYU);
    CallId first = stage.ringingCall("a");
    CallId second = stage.ringingCall("b");
    stage.signIn(BUDI).clear().accept(AYU, first);
    assertThat(rung(second)).containsExactly(BUDI);
    assertThat(moved()).containsExactly(BUDI);
    stage.accept(BUDI, second);
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT, GraphAction.ACCEPT);
  }

  /// RG-3: one member per call. Calls that all rang for the only member there go round the others
  /// when that one takes a call, and do not all go to the same next one.
  @Test
  void callsThatLeaveOneMemberTogetherAreSharedOut() {
    stage.signIn(AYU);
    CallId first = stage.ringingCall("a");
    CallId second = stage.ringingCall("b");
    CallId third = stage.ringingCall("c");
    stage.signIn(BUDI).signIn(CITRA).clear().accept(AYU, first);
    assertThat(rung(second)).containsExactly(BUDI);
    assertThat(rung(third)).containsExactly(CITRA);
    assertThat(moved()).containsExactly(BUDI, CITRA);
  }

  /// RG-4, IN-6: with nobody else there it waits for the first who is online and free.
  @Test
  void aCallWhoseMemberTookAnotherOneWaitsForTheFirstWhoIsReady() {
    stage.signIn(AYU);
    CallId first = stage.ringingCall("a");
    CallId second = stage.ringingCall("b");
    stage.accept(AYU, first).clear();
    assertThat(stage.switchboard().snapshot().ringing()).isEqualTo(1);
    stage.signIn(BUDI);
    DeskMessage.Welcome welcome = (DeskMessage.Welcome) stage.told(BUDI).getFirst();
    assertThat(welcome.calls()).extracting(DeskMessage.CallIncoming::call).containsExactly(second);
    assertThat(moved()).containsExactly(BUDI);
    stage.handle(new Fact.AgentHungUp(AYU, tab(AYU), first));
    assertThat(rung(second)).as("it is Budi's by now").isEmpty();
  }

  /// RG-5: round robin, then ring all, then nobody.
  @Test
  void withNobodyReadyTheRingAllGroupRingsAndWithoutItNobody() {
    Stage both =
        new Stage(
            Stage.settings(
                Stage.group("turns", RingMode.ROUND_ROBIN, AYU),
                Stage.group("all", RingMode.RING_ALL, BUDI, CITRA)));
    both.signIn(BUDI).signIn(CITRA);
    CallId call = both.ringingCall("a");
    assertThat(rung(both, call)).containsExactly(BUDI, CITRA);
    both.signIn(AYU).clear();
    assertThat(rung(both, both.ringingCall("b"))).containsExactly(AYU);

    stage.signIn(AYU).talkingCall("a", AYU);
    CallId nobodys = stage.call("b");
    assertThat(stage.closed(nobodys).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(details(CallEventKind.ROUTED)).contains("null nobody_ready turns");
  }

  /// RG-3: whoever has no page any more is not online, so the call must not wait there.
  @Test
  void aCallWhoseMemberHasLeftGoesOnToTheNextAtOnce() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.ringingCall("a");
    stage.passSeconds(2).leave(AYU);
    assertThat(stage.rung(call)).containsExactly(AYU, BUDI);
    assertThat(moved()).containsExactly(AYU, BUDI);
    assertThat(ExplanationTest.words(stage, call)).contains("ayu rang 2000", "budi rings");
    stage.clear().signIn(AYU);
    assertThat(((DeskMessage.Welcome) stage.told(AYU).getFirst()).calls())
        .as("one member at a time")
        .isEmpty();
    stage.accept(BUDI, call);
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
  }

  /// RG-3, IN-6: a page that is loaded again gets the call back when nobody else could take it.
  @Test
  void aCallWhoseOnlyMemberReloadsThePageRingsThereAgain() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.leave(AYU).passSeconds(2).clear().signIn(AYU);
    assertThat(((DeskMessage.Welcome) stage.told(AYU).getFirst()).calls())
        .extracting(DeskMessage.CallIncoming::call)
        .containsExactly(call);
    stage.accept(AYU, call);
    assertThat(stage.asked()).containsExactly(GraphAction.ACCEPT);
  }

  /// IN-6: the page of the only member stays away, and the call goes.
  @Test
  void theCallEndsWhenThePageOfItsOnlyMemberStaysAway() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    stage.leave(AYU).passSeconds(4);
    assertThat(stage.asked()).containsExactly(GraphAction.PRE_ACCEPT);
    stage.passSeconds(1);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  /// RG-3: with a second tab open the member is still online.
  @Test
  void aCallStaysWithAMemberWhoHasClosedOneOfTwoTabs() {
    ConnectionId second = new ConnectionId("second");
    stage.signIn(AYU).signIn(BUDI).handle(new Fact.AgentConnected(AYU, second));
    CallId call = stage.ringingCall("a");
    stage.leave(AYU);
    assertThat(stage.rung(call)).containsExactly(AYU);
    stage.handle(new Fact.AgentDisconnected(AYU, second));
    assertThat(stage.rung(call)).containsExactly(AYU, BUDI);
  }

  /// RG-8: a ring group is its own list of members, whatever else groups people, such as a role.
  @Test
  void nothingButTheGroupsListDecidesWhoIsInIt() {
    Stage mixed = new Stage(turns(Stage.DEWI, AYU));
    mixed.signIn(Stage.DEWI).signIn(AYU).signIn(BUDI);
    assertThat(mixed.rung(mixed.ringingCall("a"))).containsExactly(Stage.DEWI);
    assertThat(mixed.rung(mixed.ringingCall("b"))).containsExactly(AYU);
    assertThat(mixed.rung(mixed.ringingCall("c"))).containsExactly(Stage.DEWI);
  }

  /// RG-3: the turn is where the last process left it.
  @Test
  void theTurnIsTakenOverFromTheLastProcess() {
    stage.switchboard().takeTurns(List.of(new RingTurn(new RingGroupId("turns"), BUDI)));
    stage.signIn(AYU).signIn(BUDI).signIn(CITRA);
    assertThat(ringsFor("a")).containsExactly(CITRA);
  }

  private List<AgentId> ringsFor(String name) {
    CallId call = stage.ringingCall(name);
    return rung(call);
  }

  private List<AgentId> rung(CallId call) {
    return rung(stage, call);
  }

  private static List<AgentId> rung(Stage stage, CallId call) {
    return List.of(AYU, BUDI, CITRA).stream()
        .filter(agent ->
            stage.told(agent).stream()
                .anyMatch(m -> m instanceof DeskMessage.CallIncoming i && i.call().equals(call)))
        .toList();
  }

  private List<AgentId> moved() {
    return stage
        .records(CallRecord.CallEvent.class)
        .filter(event -> event.kind() == CallEventKind.TURN_MOVED)
        .map(CallRecord.CallEvent::agent)
        .toList();
  }

  private List<String> details(CallEventKind kind) {
    return stage
        .records(CallRecord.CallEvent.class)
        .filter(event -> event.kind() == kind)
        .map(event -> event.agent() + " " + event.detail())
        .toList();
  }
}
