package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.Held;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionChange;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.MessageStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Requests for call permission of which Meta did not say what became of them: they count, until
/// Meta says otherwise (PM-2).
class UnsureAskTest extends PermissionRoom {
  /// PM-2: it may be with the customer, so Meta may have counted it.
  @Test
  void aRequestOfUnknownFateCounts() {
    RoomId room = written();
    AskId asked = unsure(room);
    assertThat(shown(room).waiting()).get().extracting(Ask::state).isEqualTo(Ask.State.UNSURE);
    assertThat(ask(new PermissionRequest.BeginAsk(room, BACKEND, "Again?", true, true)))
        .isInstanceOf(PermissionOutcome.NotAsked.class);
    assertThat(shown(room).asks()).extracting(Ask::id).containsExactly(asked);
  }

  /// PM-9: Meta's report brings back the name that the request went out with.
  @Test
  void aRequestOfUnknownFateIsKnownByMetasReport() {
    RoomId room = written();
    AskId asked = unsure(room);
    Step step = report(MessageStatus.SENT, null, asked);
    assertThat(step.records()).hasAtLeastOneElementOfType(RoomRecord.MessageSent.class);
    assertThat(changes(step)).hasOnlyElementsOfType(PermissionChange.Requested.class);
    assertThat(shown(room).waiting())
        .get()
        .satisfies(ask -> {
          assertThat(ask.state()).isEqualTo(Ask.State.OPEN);
          assertThat(ask.message()).isEqualTo(ASKED);
        });
    assertThat(report(MessageStatus.READ, null, asked).records())
        .doesNotHaveAnyElementsOfTypes(RoomRecord.MessageSent.class);
  }

  @Test
  void aRequestOfUnknownFateThatMetaCouldNotSendDoesNotCount() {
    RoomId room = written();
    report(MessageStatus.FAILED, MetaError.of(131_047), unsure(room));
    assertThat(shown(room).asks().getLast().state()).isEqualTo(Ask.State.FAILED);
    assertThat(begin(room, BACKEND, false)).isNotNull();
  }

  /// A minute later Meta is asked whether it has counted it.
  @Test
  void metaIsAskedWhetherItHasCountedARequestOfUnknownFate() {
    RoomId room = written();
    unsure(room);
    now = now.plus(Duration.ofMinutes(1)).minusMillis(1);
    assertThat(switchboard.advance(now).commands()).isEmpty();
    now = now.plusMillis(1);
    var read = (Command.ReadPermission) switchboard.advance(now).commands().getFirst();
    switchboard.handle(new Fact.PermissionRead(read.call(), CHANNEL, counted(1)), now);
    assertThat(shown(room).waiting()).get().extracting(Ask::state).isEqualTo(Ask.State.UNSURE);
    assertThat(switchboard.advance(now).commands()).isEmpty();
  }

  @Test
  void aRequestThatMetaHasNotCountedWasNotSent() {
    RoomId room = written();
    AskId asked = unsure(room);
    now = now.plus(Duration.ofMinutes(1));
    var read = (Command.ReadPermission) switchboard.advance(now).commands().getFirst();
    switchboard.handle(new Fact.PermissionRead(read.call(), CHANNEL, counted(0)), now);
    assertThat(shown(room).asks().getLast().state()).isEqualTo(Ask.State.FAILED);
    assertThat(begin(room, BACKEND, true)).isNotNull();
    report(MessageStatus.SENT, null, asked);
    assertThat(shown(room).asks().getFirst().state())
        .as("Meta's later word wins")
        .isEqualTo(Ask.State.OPEN);
  }

  /// Whoever was sending has gone with the process.
  @Test
  void aStartFindsARequestOfUnknownFate() {
    Ask ask =
        new Ask(
            new AskId("ask_1"),
            null,
            now,
            null,
            "May we?",
            Ask.Form.FREE_FORM,
            Ask.State.SENDING,
            now.plus(Duration.ofDays(3)),
            null);
    Permission stored =
        new Permission(Held.NOTHING, List.of(ask), Permission.NEW.calls(), Permission.NEW.word());
    switchboard.takePermissions(
        Optional.empty(),
        List.of(
            new CustomerPermission(new PermissionId("perm_1"), CHANNEL, Customer.of(ADA), stored)));
    assertThat(shown(written()).waiting()).get().extracting(Ask::state).isEqualTo(Ask.State.UNSURE);
    now = now.plus(Duration.ofHours(1));
    assertThat(switchboard.advance(now).commands())
        .hasOnlyElementsOfType(Command.ReadPermission.class);
  }

  /// A request that Meta did not answer.
  private AskId unsure(RoomId room) {
    AskId asked = begin(room, BACKEND, true).ask().id();
    ask(new PermissionRequest.AskUnsure(room, BACKEND, asked));
    return asked;
  }

  /// Meta has counted that many requests.
  private static MetaPermission counted(int requests) {
    var limit = new MetaPermission.Limit(Duration.ofDays(7), 2, requests, Optional.empty());
    return new MetaPermission(
        MetaPermission.Status.NONE,
        Optional.empty(),
        new MetaPermission.Action(false, List.of()),
        new MetaPermission.Action(true, List.of(limit)));
  }
}
