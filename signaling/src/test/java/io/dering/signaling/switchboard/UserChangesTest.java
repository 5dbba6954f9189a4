package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static io.dering.signaling.switchboard.Stage.DEWI;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.User;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.UserAnswer;
import io.dering.signaling.backend.UserRequest;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.routing.RingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Owners and admins change the account's people while calls come in (RO-1).
class UserChangesTest {
  private static final AgentId EKA = new AgentId("eka");

  private final Stage stage = new Stage();
  private long asked;

  /// RO-1: a change counts at once, and is written down with everybody before it is answered.
  @Test
  void somebodyNewMaySignInAtOnce() {
    assertThat(add(EKA, Role.ADMIN)).isInstanceOf(UserAnswer.TheUser.class);
    List<User> written = stage.records(UserRecord.class).toList().getLast().users();
    assertThat(written)
        .extracting(user -> user.agent().id())
        .containsExactly(AYU, BUDI, CITRA, DEWI, EKA);
    stage.signIn(EKA);
    assertThat(stage.told(EKA)).anyMatch(DeskMessage.Welcome.class::isInstance);
  }

  /// RO-1: nothing rings for who is disabled, and the others are told why by the call's page.
  @Test
  void whoIsDisabledIsLeftOutOfTheGroupAndShownThere() {
    stage.signIn(AYU).signIn(BUDI);
    disable(BUDI);
    stage.clear();
    CallId call = stage.ringingCall("a");
    assertThat(stage.rung(call)).containsExactly(AYU);
    assertThat(stage.records(CallRecord.CallEvent.class))
        .anyMatch(event ->
            event.kind() == CallEventKind.AGENT_PASSED_BY
                && BUDI.equals(event.agent())
                && "disabled".equals(event.detail()));
    change(BUDI, null, null, false, Role.ADMIN);
    stage.leave(BUDI).signIn(BUDI);
    assertThat(stage.rung(stage.ringingCall("b"))).containsExactly(AYU, BUDI);
  }

  /// RG-3: a round-robin group goes on to the next member.
  @Test
  void theTurnPassesWhoIsDisabled() {
    Stage turns = new Stage(Stage.settings(Stage.group("turns", RingMode.ROUND_ROBIN, AYU, BUDI)));
    turns.signIn(AYU).signIn(BUDI);
    ask(turns, new UserRequest.ChangeUser(AYU, null, null, true, Role.OWNER));
    assertThat(turns.rung(turns.ringingCall("a"))).containsExactly(BUDI);
    assertThat(turns.rung(turns.ringingCall("b"))).containsExactly(BUDI);
  }

  /// IN-6: what rings there rings there no more, and ends when nobody else is able to answer.
  @Test
  void whatRingsForThemIsTakenBack() {
    stage.signIn(AYU);
    CallId call = stage.ringingCall("a");
    disable(AYU);
    assertThat(stage.told(AYU)).anyMatch(DeskMessage.CallCancelled.class::isInstance);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.NOBODY_REACHABLE);
  }

  @Test
  void theCallThatOneHoldsEnds() {
    stage.signIn(AYU).signIn(BUDI);
    CallId call = stage.talkingCall("a", AYU);
    disable(AYU);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.AGENT_HUNG_UP);
    assertThat(stage.closed(call).agent()).isEqualTo(AYU);
  }

  @Test
  void whoIsDisabledCannotComeIn() {
    disable(AYU);
    stage.signIn(AYU);
    assertThat(stage.told(AYU))
        .anyMatch(said -> said instanceof DeskMessage.Failed failed && failed.re() != null)
        .noneMatch(DeskMessage.Welcome.class::isInstance);
    assertThat(((AgentAnswer.Agents) ask(new AgentRequest.ListAgents())).agents().getFirst())
        .matches(AgentAnswer.Seen::disabled)
        .matches(seen -> seen.pages().isEmpty());
  }

  /// RO-1: nobody takes the last owner or admin away, by role or by disabling; nothing changes.
  @Test
  void theLastAdminStays() {
    add(EKA, Role.ADMIN);
    stage.clear();
    refused(Refused.Why.CONFLICT, "role", change(EKA, null, Role.AGENT, null, Role.OWNER));
    refused(Refused.Why.CONFLICT, "disabled", change(EKA, null, null, true, Role.OWNER));
    assertThat(stage.records(UserRecord.class)).isEmpty();
    change(DEWI, null, Role.OWNER, null, Role.OWNER);
    assertThat(change(EKA, null, null, true, Role.OWNER)).isInstanceOf(UserAnswer.TheUser.class);
    refused(Refused.Why.CONFLICT, "disabled", change(DEWI, null, Role.ADMIN, true, Role.OWNER));
  }

  /// RO-1: nobody gives a role above their own, nor touches somebody who has one.
  @Test
  void nobodyReachesAboveTheirOwnRole() {
    add(EKA, Role.OWNER);
    refused(
        Refused.Why.FORBIDDEN,
        "role",
        ask(
            new UserRequest.AddUser(
                new Agent(new AgentId("fajar"), "Fajar", Role.OWNER), Role.ADMIN)));
    refused(Refused.Why.FORBIDDEN, "role", change(AYU, null, Role.OWNER, null, Role.ADMIN));
    refused(Refused.Why.FORBIDDEN, null, change(EKA, "Eka", null, null, Role.ADMIN));
    assertThat(change(AYU, null, Role.ADMIN, null, Role.ADMIN))
        .isInstanceOf(UserAnswer.TheUser.class);
  }

  @Test
  void anIdIsGivenOnceAndAStrangerIsNotFound() {
    refused(Refused.Why.CONFLICT, "id", add(AYU, Role.AGENT));
    refused(Refused.Why.NOT_FOUND, null, change(new AgentId("zul"), "Zul", null, null, Role.OWNER));
  }

  /// A start takes up those of the database, the disabled ones too.
  @Test
  void aStartTakesThemUpAgain() {
    Stage next = new Stage();
    next.switchboard()
        .takeUsers(
            List.of(
                new User(new Agent(AYU, "Ayu Lestari", Role.SUPERVISOR), true),
                User.of(new Agent(EKA, "Eka", Role.ADMIN))));
    next.switchboard().restore(List.of(), List.of(), next.now());
    next.signIn(AYU).signIn(EKA);
    assertThat(next.told(AYU)).noneMatch(DeskMessage.Welcome.class::isInstance);
    assertThat(next.told(EKA)).anyMatch(DeskMessage.Welcome.class::isInstance);
    assertThat(((UserAnswer.Users) ask(next, new UserRequest.ListUsers())).users()).hasSize(2);
  }

  /// RM-12: the calls that wait, oldest first, with whom they ring.
  @Test
  void whatWaitsIsListedWithWhomItRings() {
    stage.signIn(AYU);
    CallId first = stage.ringingCall("a");
    CallId second = stage.later(3).ringingCall("b");
    AgentAnswer.Waiting waiting = (AgentAnswer.Waiting) ask(new AgentRequest.ListWaiting());
    assertThat(waiting.count()).isEqualTo(2);
    assertThat(waiting.calls())
        .extracting(AgentAnswer.WaitingCall::call)
        .containsExactly(first, second);
    assertThat(waiting.calls().getFirst().since()).isEqualTo(Stage.START);
    assertThat(waiting.calls().getFirst().rings()).containsExactly(AYU);
    stage.accept(AYU, first);
    AgentAnswer.Waiting left = (AgentAnswer.Waiting) ask(new AgentRequest.ListWaiting());
    assertThat(left.calls()).extracting(AgentAnswer.WaitingCall::call).containsExactly(second);
    assertThat(left.calls().getFirst().rings()).isEmpty();
  }

  private BackendAnswer add(AgentId id, Role role) {
    return ask(new UserRequest.AddUser(new Agent(id, id.value(), role), Role.OWNER));
  }

  private void disable(AgentId id) {
    assertThat(change(id, null, null, true, Role.OWNER)).isInstanceOf(UserAnswer.TheUser.class);
  }

  private BackendAnswer change(
      AgentId id,
      @Nullable String name,
      @Nullable Role role,
      @Nullable Boolean disabled,
      Role upTo) {
    return ask(new UserRequest.ChangeUser(id, name, role, disabled, upTo));
  }

  private static void refused(Refused.Why why, @Nullable String field, BackendAnswer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).why()).isEqualTo(why);
    assertThat(((Refused) answer).field()).isEqualTo(field);
  }

  private BackendAnswer ask(BackendRequest request) {
    return ask(stage, request);
  }

  private BackendAnswer ask(Stage asked, BackendRequest request) {
    asked.handle(new Fact.Requested(new RequestId(++this.asked), request));
    return asked.commands(Command.Answer.class).getLast().answer();
  }
}
