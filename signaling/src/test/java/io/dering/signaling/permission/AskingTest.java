package io.dering.signaling.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AskId;
import io.dering.signaling.permission.PermissionReply.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Requests for permission: when, how, and what becomes of them (PM-1, PM-2, PM-9).
class AskingTest extends PermissionStory {
  /// PM-1.
  @Test
  void theWindowSaysHowIsAsked() {
    assertThat(mayAsk(true)).isEqualTo(new AskVerdict.Allowed(Ask.Form.FREE_FORM));
    assertThat(mayAsk(false)).isEqualTo(new AskVerdict.Allowed(Ask.Form.TEMPLATE));
    say(accept(true, null), null);
    assertThat(mayAsk(true)).isEqualTo(AskVerdict.Refused.of(AskVerdict.Why.ALREADY_PERMANENT));
  }

  /// PM-2: one in 24 h and two in 7 days, to the moment, and the refusal says when.
  @Test
  void requestsAreLimitedByDayAndWeek() {
    ask("ask_1", FIRST);
    assertThat(mayAsk(true)).isEqualTo(limit(START.plus(Duration.ofDays(1))));
    now = START.plus(Duration.ofDays(1));
    assertThat(mayAsk(true)).isInstanceOf(AskVerdict.Allowed.class);
    ask("ask_2", SECOND);
    assertThat(mayAsk(true)).isEqualTo(limit(START.plus(Duration.ofDays(7))));
    now = START.plus(Duration.ofDays(7)).minusMillis(1);
    assertThat(mayAsk(true)).isEqualTo(limit(START.plus(Duration.ofDays(7))));
    now = START.plus(Duration.ofDays(7));
    assertThat(mayAsk(true)).isInstanceOf(AskVerdict.Allowed.class);
    assertThat(Verdicts.asksLeft(permission, LIMITS, now)).isEqualTo(1);
  }

  /// PM-2: a connected call in either direction resets both limits.
  @Test
  void aConnectedCallResetsTheLimitsOfRequests() {
    ask("ask_1", FIRST);
    now = now.plusSeconds(1);
    decide(new PermissionInput.Connected(Direction.INBOUND));
    assertThat(mayAsk(true)).isInstanceOf(AskVerdict.Allowed.class);
  }

  /// PM-2: one that begins in the same moment, or after the clock was put back, counts all the
  /// same.
  @Test
  void aRequestAfterAConnectedCallCountsWhateverTheClockSays() {
    now = now.plusSeconds(1);
    decide(new PermissionInput.Connected(Direction.INBOUND));
    ask("ask_1", FIRST);
    assertThat(mayAsk(true)).isEqualTo(limit(now.plus(Duration.ofDays(1))));
    now = now.plusSeconds(5);
    decide(new PermissionInput.Connected(Direction.INBOUND));
    now = START;
    ask("ask_2", SECOND);
    assertThat(mayAsk(true)).isInstanceOf(AskVerdict.Refused.class);
  }

  /// A request that was not sent counts for nothing; Meta's codes say what else is known.
  @Test
  void aRequestThatWasNotSentDoesNotCount() {
    begin("ask_1");
    decide(new PermissionInput.AskRefused(new AskId("ask_1"), Optional.of(error(131_047, null))));
    assertThat(state("ask_1")).isEqualTo(Ask.State.FAILED);
    assertThat(mayAsk(true)).isInstanceOf(AskVerdict.Allowed.class);
    ask("ask_2", FIRST);
    decide(new PermissionInput.AskFailed(FIRST, Optional.of(error(131_047, null))));
    assertThat(mayAsk(true)).isInstanceOf(AskVerdict.Allowed.class);
  }

  @Test
  void metasLimitOfRequestsSaysWhen() {
    begin("ask_1");
    Instant free = now.plusSeconds(5_000);
    decide(
        new PermissionInput.AskRefused(
            new AskId("ask_1"), Optional.of(error(138_009, "again at " + free.getEpochSecond()))));
    assertThat(mayAsk(true))
        .isEqualTo(new AskVerdict.Refused(AskVerdict.Why.META_REFUSES, Optional.of(free)));
  }

  @Test
  void aRequestThatIsPointlessShowsAPermanentGrant() {
    begin("ask_1");
    decide(new PermissionInput.AskRefused(new AskId("ask_1"), Optional.of(error(138_017, null))));
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
    assertThat(told)
        .contains(new PermissionChange.Granted(new Grant.Permanent(), GrantSource.META));
  }

  /// Meta's 200 is not the sending: only its status says so.
  @Test
  void aRequestIsOpenOnlyWhenMetaSaysThatItWasSent() {
    begin("ask_1");
    decide(new PermissionInput.AskTaken(new AskId("ask_1"), FIRST));
    assertThat(state("ask_1")).isEqualTo(Ask.State.SENDING);
    assertThat(told).hasOnlyElementsOfType(PermissionChange.Requested.class);
    decide(new PermissionInput.AskSent(FIRST));
    assertThat(state("ask_1")).isEqualTo(Ask.State.OPEN);
  }

  /// Every input in every state: none throws, and none gives a permission without a word for it.
  @Test
  void everyInputIsTakenInEveryState() {
    List<Permission> states = new ArrayList<>(List.of(Permission.NEW));
    say(accept(true, null), null);
    states.add(permission);
    now = now.plusSeconds(1);
    say(accept(false, now.plusSeconds(90)), null);
    states.add(permission);
    ask("ask_1", FIRST);
    states.add(permission);
    unanswered(4);
    states.add(permission);
    now = now.plusSeconds(120);
    for (Permission state : states) {
      for (PermissionInput input : inputs()) {
        var decision = PermissionMachine.decide(state, input, LIMITS, now);
        boolean had = state.grant().holds(now);
        boolean has = decision.permission().grant().holds(now);
        boolean granted =
            decision.changes().stream().anyMatch(PermissionChange.Granted.class::isInstance);
        assertThat(granted || had || !has).as("%s in %s", input, state).isTrue();
        boolean ended =
            decision.changes().stream()
                .anyMatch(change ->
                    change instanceof PermissionChange.Revoked
                        || change instanceof PermissionChange.Expired
                        || change instanceof PermissionChange.Denied);
        assertThat(ended || has || !had).as("%s in %s", input, state).isTrue();
      }
    }
  }

  private List<PermissionInput> inputs() {
    return List.of(
        new PermissionInput.Replied(accept(true, null), null, now),
        new PermissionInput.Replied(accept(false, now.plusSeconds(9)), FIRST, now),
        new PermissionInput.Replied(accept(false, now.minusSeconds(9)), FIRST, now),
        new PermissionInput.Replied(reject(), FIRST, now),
        new PermissionInput.Replied(
            new PermissionReply(Response.REJECT, false, null, true), null, now),
        new PermissionInput.Replied(
            new PermissionReply(Response.UNREADABLE, false, null, false), null, now),
        new PermissionInput.Read(meta(MetaPermission.Status.NONE, null)),
        new PermissionInput.Read(meta(MetaPermission.Status.TEMPORARY, now.plusSeconds(5))),
        new PermissionInput.Read(meta(MetaPermission.Status.TEMPORARY, null)),
        new PermissionInput.Read(meta(MetaPermission.Status.PERMANENT, null)),
        new PermissionInput.AskBegun(newAsk("ask_9")),
        new PermissionInput.AskTaken(new AskId("ask_1"), FIRST),
        new PermissionInput.AskSent(FIRST),
        new PermissionInput.AskRefused(new AskId("ask_1"), Optional.empty()),
        new PermissionInput.AskFailed(FIRST, Optional.of(error(138_017, null))),
        new PermissionInput.Connected(Direction.INBOUND),
        new PermissionInput.Connected(Direction.OUTBOUND),
        new PermissionInput.NotAnswered(),
        new PermissionInput.CallRefused(error(138_006, null)),
        new PermissionInput.CallRefused(error(138_012, null)),
        new PermissionInput.CallRefused(error(1, null)),
        new PermissionInput.Resolved(),
        new PermissionInput.TimePassed());
  }
}
