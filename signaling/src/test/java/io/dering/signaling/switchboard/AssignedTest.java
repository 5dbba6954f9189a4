package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.DEWI;
import static io.dering.signaling.switchboard.Stage.tab;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.Explanation;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.desk.AgentCard;
import io.dering.signaling.desk.CancelReason;
import io.dering.signaling.desk.DeskError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.routing.Assignments;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Calls of customers who are somebody's own: rooms are told by the test.
class AssignedTest {
  private static final RingGroup GROUP = Stage.group("all", RingMode.RING_ALL, BUDI, CITRA);

  private static Stage stage(List<AgentId> assigned, RingGroup... groups) {
    return new Stage(Stage.settings(groups), (_, _) -> assigned);
  }

  private static Stage signedIn(Stage stage) {
    return stage.signIn(AYU).signIn(BUDI).signIn(CITRA).signIn(DEWI);
  }

  /// IN-3: (a) all assigned agents who are free, and no ring group.
  @Test
  void onlyTheAssignedAgentsRing() {
    Stage stage = signedIn(stage(List.of(AYU, DEWI), GROUP));
    CallId call = stage.ringingCall("a");
    assertThat(stage.rung(call)).containsExactly(AYU, DEWI);
    assertThat(ExplanationTest.words(stage, call))
        .containsExactly("ayu rings", "dewi rings", "budi not_assigned", "citra not_assigned");
    stage.accept(BUDI, call);
    assertThat(stage.told(BUDI))
        .last()
        .isInstanceOfSatisfying(
            DeskMessage.Failed.class, f -> assertThat(f.code()).isEqualTo(DeskError.NOT_RINGING));
    stage.decline(AYU, call).decline(DEWI, call);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.DECLINED);
  }

  /// IN-3: (a) nobody else rings when the assigned agent has no page.
  @Test
  void theGroupIsNotAskedWhenTheAssignedAgentIsNotThere() {
    Stage stage = stage(List.of(AYU), GROUP).signIn(BUDI);
    CallId call = stage.call("a");
    assertThat(stage.rung(call)).isEmpty();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
    assertThat(ExplanationTest.words(stage, call))
        .contains("ayu no_page_and_no_push", "budi not_assigned");
  }

  /// IN-3: (b) nobody assigned: the group; also when the assigned agent has left the account.
  @Test
  void withNobodyAssignedTheGroupRings() {
    for (List<AgentId> nobody : List.of(List.<AgentId>of(), List.of(new AgentId("gone")))) {
      Stage stage = signedIn(stage(nobody, GROUP));
      assertThat(stage.rung(stage.ringingCall("a"))).containsExactly(BUDI, CITRA);
    }
  }

  /// IN-3: (c) nobody assigned and no group: nobody.
  @Test
  void withNobodyAssignedAndNoGroupNobodyRings() {
    Stage stage = signedIn(stage(List.of()));
    assertThat(stage.closed(stage.call("a")).reason()).isEqualTo(EndReason.NO_RING_GROUP);
  }

  /// IN-3: who is assigned is asked of the room of this customer on this channel.
  @Test
  void theRoomIsThatOfTheCustomerOnTheChannel() {
    Assignments room =
        (channel, customer) ->
            channel.equals(CHANNEL) && "GB.20000000000000000456".equals(customer.userId())
                ? List.of(AYU)
                : List.of();
    Stage stage = signedIn(new Stage(Stage.settings(GROUP), room));
    assertThat(stage.rung(stage.ringingCall("a"))).containsExactly(AYU);
  }

  /// IN-4: all assigned agents talk: the group rings, and they see who calls.
  @Test
  void aCallOverflowsToTheGroupWhenAllAssignedAgentsTalk() {
    Stage stage = signedIn(stage(List.of(AYU), GROUP));
    stage.talkingCall("a", AYU);
    stage.clear();
    CallId call = stage.ringingCall("b");
    assertThat(stage.rung(call)).containsExactly(BUDI, CITRA);
    DeskMessage.CallWaiting notice = (DeskMessage.CallWaiting) stage.told(AYU).getFirst();
    assertThat(notice.call()).isEqualTo(call);
    assertThat(notice.customer().name()).isEqualTo("Ada");
    assertThat(ExplanationTest.words(stage, call))
        .contains("ayu on_call", "budi rings", "citra rings", "dewi not_in_group");
    stage.clear().accept(AYU, call);
    assertThat(stage.told(AYU))
        .extracting(message -> ((DeskMessage.Failed) message).code())
        .containsExactly(DeskError.BUSY);
    stage.clear().accept(BUDI, call);
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallTaken(call, new AgentCard(BUDI, "Budi")));
  }

  /// IN-4: without a group every free agent of the account; supervisors are not agents.
  @Test
  void withoutAGroupACallOverflowsToEveryFreeAgent() {
    Stage stage = signedIn(stage(List.of(AYU)));
    stage.talkingCall("a", AYU);
    CallId call = stage.ringingCall("b");
    assertThat(stage.rung(call)).containsExactly(BUDI, CITRA);
    stage.decline(BUDI, call).accept(CITRA, call);
    assertThat(stage.asked().getLast()).isEqualTo(GraphAction.ACCEPT);
  }

  /// IN-4: somebody who comes or becomes free while it rings is somebody who may take it.
  @Test
  void whoeverComesWhileItRingsForEveryoneIsOfferedIt() {
    Stage stage = stage(List.of(AYU)).signIn(AYU);
    stage.talkingCall("a", AYU);
    CallId call = stage.ringingCall("b");
    stage.clear().signIn(CITRA).signIn(DEWI);
    DeskMessage.Welcome welcome = (DeskMessage.Welcome) stage.told(CITRA).getFirst();
    assertThat(welcome.calls()).extracting(DeskMessage.CallIncoming::call).containsExactly(call);
    assertThat(((DeskMessage.Welcome) stage.told(DEWI).getFirst()).calls()).isEmpty();
  }

  /// IN-4: round robin goes on as ever, but never to the one who talks.
  @Test
  void anOverflowGoesRoundTheGroup() {
    Stage stage =
        signedIn(stage(List.of(AYU), Stage.group("turns", RingMode.ROUND_ROBIN, AYU, BUDI, CITRA)));
    stage.talkingCall("a", AYU);
    assertThat(stage.rung(stage.ringingCall("b"))).containsExactly(BUDI);
    assertThat(stage.rung(stage.ringingCall("c"))).containsExactly(CITRA);
  }

  /// IN-4: one of two assigned agents is free: no overflow, and the other sees who calls.
  @Test
  void oneFreeAssignedAgentIsEnough() {
    Stage stage = signedIn(stage(List.of(AYU, DEWI), GROUP));
    stage.talkingCall("a", AYU);
    stage.clear();
    CallId call = stage.ringingCall("b");
    assertThat(stage.rung(call)).containsExactly(DEWI);
    assertThat(stage.told(AYU)).hasOnlyElementsOfType(DeskMessage.CallWaiting.class);
    CallId third = stage.ringingCall("c");
    stage.clear().accept(DEWI, third);
    assertThat(stage.rung(call)).as("both talk now").containsExactly(BUDI, CITRA);
    assertThat(stage.told(DEWI)).anyMatch(m -> isNotice(m, call));
  }

  /// IN-4: the notice can be declined, and becomes a ringing call when the agent is free.
  @Test
  void aNoticeIsDeclinedOrBecomesACall() {
    Stage stage = signedIn(stage(List.of(AYU), GROUP));
    CallId first = stage.talkingCall("a", AYU);
    CallId declined = stage.ringingCall("b");
    CallId kept = stage.ringingCall("c");
    stage.clear().decline(AYU, declined);
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallCancelled(declined, CancelReason.REJECTED));
    stage.clear().handle(new Fact.AgentConnected(AYU, new ConnectionId("second")));
    assertThat(stage.told(new ConnectionId("second")))
        .filteredOn(DeskMessage.CallWaiting.class::isInstance)
        .singleElement()
        .matches(message -> isNotice(message, kept));
    stage.clear().handle(new Fact.AgentHungUp(AYU, tab(AYU), first));
    assertThat(stage.rung(kept)).containsExactly(AYU);
    assertThat(stage.rung(declined)).isEmpty();
    stage.clear().handle(Stage.terminate("c", stage.now()));
    assertThat(stage.told(AYU))
        .containsExactly(new DeskMessage.CallCancelled(kept, CancelReason.CUSTOMER_HUNG_UP));
  }

  /// Beyond IN-3, off by default: after N seconds the group rings inside the same call.
  @Test
  void anUnansweredCallOverflowsAfterItsTimeWhereThatIsSwitchedOn() {
    Stage stage = signedIn(new Stage(overflowing(), (_, _) -> List.of(AYU)));
    CallId call = stage.ringingCall("a");
    stage.pass(Duration.ofMillis(9_999));
    assertThat(stage.rung(call)).containsExactly(AYU);
    assertThat(stage.switchboard().nextDeadline()).isEqualTo(Stage.START.plusSeconds(10));
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.rung(call)).containsExactly(AYU, BUDI, CITRA);
    assertThat(ExplanationTest.explanation(stage, call).routed())
        .extracting(Explanation.Routed::way)
        .containsExactly("assigned", "ring_all");
    stage.accept(AYU, call);
    assertThat(stage.asked()).containsExactly(GraphAction.PRE_ACCEPT, GraphAction.ACCEPT);
    assertThat(stage.told(BUDI)).anyMatch(DeskMessage.CallTaken.class::isInstance);
  }

  /// Beyond IN-3: there is nothing to wait for when no assigned agent can answer.
  @Test
  void itOverflowsAtOnceWhenNoAssignedAgentCanAnswer() {
    Stage absent = new Stage(overflowing(), (_, _) -> List.of(AYU)).signIn(BUDI);
    assertThat(absent.rung(absent.ringingCall("a"))).containsExactly(BUDI);
    Stage declined = signedIn(new Stage(overflowing(), (_, _) -> List.of(AYU)));
    CallId call = declined.ringingCall("a");
    declined.decline(AYU, call);
    assertThat(declined.rung(call)).containsExactly(AYU, BUDI, CITRA);
    declined.decline(BUDI, call).decline(CITRA, call);
    assertThat(declined.closed(call).reason()).isEqualTo(EndReason.DECLINED);
  }

  /// Beyond IN-3, off by default: a group for channels that have none.
  @Test
  void theDefaultGroupRingsForAChannelWithoutOne() {
    AccountSettings plain = Stage.settings(GROUP);
    RingGroup elsewhere =
        new RingGroup(
            GROUP.id(), "Elsewhere", new ChannelId("1"), RingMode.RING_ALL, GROUP.members());
    AccountSettings safe =
        new AccountSettings(
            plain.account(),
            plain.channels(),
            plain.agents(),
            List.of(elsewhere),
            Optional.of(GROUP.id()),
            plain.policy());
    Stage stage = signedIn(new Stage(safe));
    assertThat(stage.rung(stage.ringingCall("a"))).containsExactly(BUDI, CITRA);
  }

  private static AccountSettings overflowing() {
    AccountSettings plain = Stage.settings(GROUP);
    Channel channel =
        new Channel(CHANNEL, "Front", "1", Channel.DEFAULT_RINGING_WINDOW, Duration.ofSeconds(10));
    return new AccountSettings(
        plain.account(), List.of(channel), plain.agents(), plain.ringGroups(), plain.policy());
  }

  private static boolean isNotice(DeskMessage message, CallId call) {
    return message instanceof DeskMessage.CallWaiting waiting && waiting.call().equals(call);
  }
}
