package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static io.dering.signaling.switchboard.Stage.CITRA;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.RingGroupAnswer;
import io.dering.signaling.backend.RingGroupRequest;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Supervisors and backends change ring groups while calls come in.
class RingGroupChangesTest {
  private final Stage stage =
      new Stage(Stage.settings(Stage.group("group_front", RingMode.RING_ALL, AYU)));
  private long asked;

  /// RG-1: a change takes effect with the next call, and not with one that rings.
  @Test
  void aNewMemberRingsFromTheNextCallOn() {
    stage.signIn(AYU).signIn(BUDI);
    CallId before = stage.ringingCall("a");
    assertThat(ask(replace(RingMode.RING_ALL, AYU, BUDI)))
        .isInstanceOf(RingGroupAnswer.Group.class);
    assertThat(stage.rung(before)).containsExactly(AYU);
    assertThat(stage.rung(stage.ringingCall("b"))).containsExactly(AYU, BUDI);
  }

  /// RG-1: and one who was taken out goes on ringing for the call that rings, and may take it.
  @Test
  void aMemberWhoWasTakenOutMayStillAnswerWhatRings() {
    stage.signIn(AYU).signIn(BUDI);
    CallId ringing = stage.ringingCall("a");
    ask(replace(RingMode.RING_ALL, BUDI));
    assertThat(stage.told(AYU)).noneMatch(DeskMessage.CallCancelled.class::isInstance);
    stage.accept(AYU, ringing);
    assertThat(stage.told(AYU)).anyMatch(DeskMessage.CallConnecting.class::isInstance);
    assertThat(stage.rung(stage.ringingCall("b"))).containsExactly(BUDI);
  }

  /// RG-1: what is answered is written down with it, all groups at once.
  @Test
  void aChangeIsWrittenDownBeforeItIsAnswered() {
    BackendAnswer answer =
        ask(new RingGroupRequest.AddGroup(group("group_turns", RingMode.ROUND_ROBIN, BUDI)));
    assertThat(answer).isInstanceOf(RingGroupAnswer.Group.class);
    assertThat(written().groups())
        .extracting(g -> g.id().value())
        .containsExactly("group_front", "group_turns");
    ask(new RingGroupRequest.RemoveGroup(new RingGroupId("group_front")));
    assertThat(written().groups()).extracting(g -> g.id().value()).containsExactly("group_turns");
    assertThat(ask(new RingGroupRequest.ListGroups()))
        .isEqualTo(new RingGroupAnswer.Groups(written().groups()));
  }

  /// IN-3c, RG-1: without its group a channel rings for nobody.
  @Test
  void aChannelWhoseGroupIsGoneRingsForNobody() {
    stage.signIn(AYU);
    ask(new RingGroupRequest.RemoveGroup(new RingGroupId("group_front")));
    assertThat(stage.rung(stage.call("a"))).isEmpty();
  }

  /// RG-6 and RG-5 by name, with the field, and nothing changed.
  @Test
  void whatContradictsTheRulesIsRefusedWithTheField() {
    refused(
        Refused.Why.CONFLICT, "members[0]", add("group_two", RingMode.ROUND_ROBIN, CHANNEL, AYU));
    refused(Refused.Why.CONFLICT, "mode", add("group_two", RingMode.RING_ALL, CHANNEL, BUDI));
    refused(
        Refused.Why.INVALID,
        "members[1]",
        add("group_two", RingMode.ROUND_ROBIN, CHANNEL, BUDI, BUDI));
    refused(
        Refused.Why.INVALID,
        "members[1]",
        add("group_two", RingMode.ROUND_ROBIN, CHANNEL, BUDI, new AgentId("nobody")));
    refused(
        Refused.Why.INVALID,
        "channel",
        add("group_two", RingMode.ROUND_ROBIN, new ChannelId("9"), BUDI));
    refused(Refused.Why.CONFLICT, "name", add("group_front", RingMode.ROUND_ROBIN, CHANNEL, BUDI));
    refused(
        Refused.Why.NOT_FOUND, null, new RingGroupRequest.RemoveGroup(new RingGroupId("group_x")));
    refused(
        Refused.Why.NOT_FOUND,
        null,
        new RingGroupRequest.ReplaceGroup(group("group_x", RingMode.ROUND_ROBIN, BUDI)));
  }

  /// RG-1: the group that rings for channels without any cannot go.
  @Test
  void theDefaultGroupStays() {
    AccountSettings base = Stage.settings(Stage.group("group_front", RingMode.RING_ALL, AYU));
    Stage other =
        new Stage(
            new AccountSettings(
                base.account(),
                base.channels(),
                base.agents(),
                base.ringGroups(),
                Optional.of(new RingGroupId("group_front")),
                base.policy()));
    other.handle(
        new Fact.Requested(
            new RequestId(1), new RingGroupRequest.RemoveGroup(new RingGroupId("group_front"))));
    assertThat(other.commands(Command.Answer.class).getLast().answer()).isInstanceOf(Refused.class);
  }

  /// After a start the groups are as they were changed last; who is gone is gone from them too.
  @Test
  void aStartTakesTheGroupsUpAgainWithoutThoseWhoAreNoMore() {
    stage
        .switchboard()
        .takeGroups(
            List.of(
                group("group_turns", RingMode.ROUND_ROBIN, new AgentId("left-long-ago"), CITRA),
                new RingGroup(
                    new RingGroupId("group_old"),
                    "Old",
                    new ChannelId("9"),
                    RingMode.RING_ALL,
                    List.of(BUDI))));
    assertThat(ask(new RingGroupRequest.ListGroups()))
        .isEqualTo(
            new RingGroupAnswer.Groups(List.of(group("group_turns", RingMode.ROUND_ROBIN, CITRA))));
  }

  private void refused(Refused.Why why, @Nullable String field, RingGroupRequest request) {
    stage.clear();
    assertThat(ask(request))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(why);
              assertThat(refused.field()).isEqualTo(field);
            });
    assertThat(stage.records(RingGroupRecord.class)).isEmpty();
    assertThat(ask(new RingGroupRequest.ListGroups()))
        .isEqualTo(
            new RingGroupAnswer.Groups(List.of(group("group_front", RingMode.RING_ALL, AYU))));
  }

  private BackendAnswer ask(RingGroupRequest request) {
    RequestId id = new RequestId(++asked);
    stage.handle(new Fact.Requested(id, request));
    Command.Answer answer = stage.commands(Command.Answer.class).getLast();
    assertThat(answer.id()).isEqualTo(id);
    return answer.answer();
  }

  private RingGroupRecord written() {
    return stage.records(RingGroupRecord.class).toList().getLast();
  }

  private static RingGroupRequest replace(RingMode mode, AgentId... members) {
    return new RingGroupRequest.ReplaceGroup(group("group_front", mode, members));
  }

  private static RingGroupRequest add(
      String id, RingMode mode, ChannelId channel, AgentId... members) {
    return new RingGroupRequest.AddGroup(
        new RingGroup(new RingGroupId(id), id, channel, mode, List.of(members)));
  }

  private static RingGroup group(String id, RingMode mode, AgentId... members) {
    return Stage.group(id, mode, members);
  }
}
