package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.UserRequest;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Limit;
import io.dering.signaling.permission.MetaPermission.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// OUT-2: everything forbids a call, and one thing after the other is mended: what is told next is
/// the next of [DialRefusal], as the documents say.
class RefusalOrderTest extends PaidStage {
  private final List<DialRefusal> told = new ArrayList<>();
  private long requests = 1_000;

  @Test
  void theFirstThatForbidsACallIsToldAndMetaIsAskedLast() {
    stage = stage(60, 0, 50);
    switchChannel(false);
    switchAgent(false);
    tells("9999");
    switchChannel(true);
    tells("9999");
    switchAgent(true);
    tells("9999");
    topUp(50 * MINUTE);
    ringing("a", BUDI, "447700900456");
    tells("447700900456");
    stage.signIn(AYU);
    tells("447700900456");
    tells("1555010000");
    tells("447700900457");
    assertThat(asked()).as("Meta, of all of these").isEqualTo(1);
    topUp(50 * MINUTE);
    MetaPermission none = new MetaPermission(Status.NONE, Optional.empty(), no(), yes());
    tellsByMeta(none);
    Instant free = stage.now().plusSeconds(60);
    Action usedUp =
        new Action(false, List.of(new Limit(Duration.ofDays(1), 1, 1, Optional.of(free))));
    tellsByMeta(new MetaPermission(Status.PERMANENT, Optional.empty(), usedUp, yes()));
    assertThat(told)
        .containsExactly(
            DialRefusal.CHANNEL_OFF,
            DialRefusal.AGENT_OFF,
            DialRefusal.NUMBER_UNKNOWN,
            DialRefusal.AGENT_UNREACHABLE,
            DialRefusal.CUSTOMER_BUSY,
            DialRefusal.NO_PRICE,
            DialRefusal.BALANCE_TOO_LOW,
            DialRefusal.NO_PERMISSION,
            DialRefusal.META_REFUSES)
        .isSortedAccordingTo(Comparator.naturalOrder());
  }

  private static Action yes() {
    return new Action(true, List.of());
  }

  private static Action no() {
    return new Action(false, List.of());
  }

  private int asked() {
    return stage.commands(Command.ReadPermission.class).size();
  }

  private void tells(String number) {
    told.add(((CallAnswer.NotPlaced) place(AYU, number)).why());
  }

  private void tellsByMeta(MetaPermission permission) {
    stage.handle(request(AYU, "447700900457"));
    Command.ReadPermission read = stage.commands(Command.ReadPermission.class).getLast();
    stage.handle(new Fact.PermissionRead(read.call(), CHANNEL, permission));
    told.add(
        ((CallAnswer.NotPlaced) stage.commands(Command.Answer.class).getLast().answer()).why());
  }

  private void switchChannel(boolean outbound) {
    ask(
        new ChannelRequest.SetChannel(
            new ChannelSettings(
                CHANNEL, Duration.ofSeconds(30), InboundRules.ALWAYS, false, outbound)));
  }

  private void switchAgent(boolean mayCall) {
    ask(new UserRequest.ChangeUser(AYU, null, null, null, mayCall, Role.OWNER));
  }

  private void ask(BackendRequest request) {
    stage.handle(new Fact.Requested(new RequestId(++requests), request));
  }
}
