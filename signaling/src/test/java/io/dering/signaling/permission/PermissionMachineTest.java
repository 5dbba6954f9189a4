package io.dering.signaling.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.Direction;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.permission.PermissionReply.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One customer's permission through what can happen to it.
class PermissionMachineTest extends PermissionStory {
  /// PM-3.
  @Test
  void theCustomerAllowsForGood() {
    ask("ask_1", FIRST);
    say(accept(true, null), FIRST);
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
    assertThat(permission.held().source()).isEqualTo(GrantSource.REQUEST);
    assertThat(state("ask_1")).isEqualTo(Ask.State.ANSWERED);
    assertThat(told)
        .contains(new PermissionChange.Granted(new Grant.Permanent(), GrantSource.REQUEST));
    assertThat(permission.nextDue()).isEqualTo(Instant.MAX);
  }

  /// PM-3: 168 h in seconds, to the instant that Meta sends, and by our own clock alone.
  @Test
  void aTemporaryGrantEndsToTheSecond() {
    ask("ask_1", FIRST);
    Instant until = now.plus(Duration.ofDays(7));
    say(accept(false, until), FIRST);
    assertThat(permission.nextDue()).isEqualTo(until);
    now = until.minusMillis(1);
    pass();
    assertThat(mayCall()).isInstanceOf(CallVerdict.Allowed.class);
    now = until;
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.NO_PERMISSION, null));
    pass();
    assertThat(told).containsExactly(new PermissionChange.Expired());
    assertThat(permission.held().source()).isEqualTo(GrantSource.TIME);
  }

  /// PM-3: where Meta sends no time it counts from the customer's approval.
  @Test
  void aTemporaryGrantWithoutATimeLastsAWeekFromTheApproval() {
    reply(accept(false, null), null, now.minusSeconds(30));
    assertThat(permission.grant())
        .isEqualTo(new Grant.Temporary(now.minusSeconds(30).plus(Duration.ofDays(7))));
  }

  /// PM-3, PM-7: a denial removes what was granted, and the customer may change the mind.
  @Test
  void theCustomerChangesTheMind() {
    ask("ask_1", FIRST);
    say(accept(true, null), FIRST);
    now = now.plusSeconds(60);
    say(reject(), FIRST);
    assertThat(permission.grant()).isEqualTo(new Grant.None());
    assertThat(told).containsExactly(new PermissionChange.Denied());
    now = now.plusSeconds(60);
    say(accept(false, now.plusSeconds(3_600)), FIRST);
    assertThat(permission.grant()).isEqualTo(new Grant.Temporary(now.plusSeconds(3_600)));
  }

  @Test
  void anOlderAnswerThatComesLateChangesNothing() {
    say(reject(), null);
    reply(accept(true, null), null, now.minusSeconds(1));
    assertThat(permission.grant()).isEqualTo(new Grant.None());
    assertThat(told).isEmpty();
  }

  @Test
  void theSameAnswerAgainTellsNobody() {
    say(accept(true, null), null);
    Permission once = permission;
    now = now.plusSeconds(5);
    reply(accept(true, null), null, START);
    assertThat(permission).isEqualTo(once);
    assertThat(told).isEmpty();
    now = now.plusSeconds(5);
    say(reject(), null);
    reply(reject(), null, now);
    assertThat(told).isEmpty();
  }

  /// Meta's webhook comes again after the grant has run out, or was counted away.
  @Test
  void anAnswerThatComesAgainBringsNothingBack() {
    say(accept(true, null), null);
    unanswered(4);
    reply(accept(true, null), null, START);
    assertThat(permission.grant()).isEqualTo(new Grant.None());
  }

  /// PM-4.
  @Test
  void aLateAnswerIsHonoured() {
    ask("ask_1", FIRST);
    now = START.plus(Duration.ofDays(3));
    pass();
    assertThat(state("ask_1")).isEqualTo(Ask.State.EXPIRED);
    assertThat(told).hasOnlyElementsOfType(PermissionChange.AskEnded.class);
    now = now.plus(Duration.ofHours(20));
    say(accept(true, null), FIRST);
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
    assertThat(state("ask_1")).isEqualTo(Ask.State.ANSWERED);
  }

  /// PM-4: the answer to a newer request ends the older one.
  @Test
  void theAnswerToANewerRequestOvertakesTheOlder() {
    ask("ask_1", FIRST);
    now = now.plus(Duration.ofHours(25));
    ask("ask_2", SECOND);
    say(reject(), SECOND);
    assertThat(state("ask_1")).isEqualTo(Ask.State.OVERTAKEN);
    assertThat(state("ask_2")).isEqualTo(Ask.State.ANSWERED);
  }

  @Test
  void theAnswerToAnOlderRequestLeavesTheNewerOpen() {
    ask("ask_1", FIRST);
    now = now.plus(Duration.ofHours(25));
    ask("ask_2", SECOND);
    say(accept(true, null), FIRST);
    assertThat(state("ask_1")).isEqualTo(Ask.State.ANSWERED);
    assertThat(state("ask_2")).isEqualTo(Ask.State.OPEN);
  }

  /// PM-4: a call that connects, and a room that is resolved, end what waits.
  @Test
  void aConnectedCallAndAResolvedRoomEndARequest() {
    ask("ask_1", FIRST);
    decide(new PermissionInput.Connected(Direction.INBOUND));
    assertThat(state("ask_1")).isEqualTo(Ask.State.EXPIRED);
    now = now.plusSeconds(60);
    ask("ask_2", SECOND);
    decide(new PermissionInput.Resolved());
    assertThat(state("ask_2")).isEqualTo(Ask.State.EXPIRED);
  }

  /// A reply that names what we do not know counts all the same: another system may have asked.
  @Test
  void anAnswerToAnUnknownRequestCounts() {
    say(accept(true, null), new MessageId("wamid.of another system"));
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
    assertThat(permission.asks()).isEmpty();
  }

  @Test
  void aGrantWithoutARequestComesFromTheProfile() {
    say(accept(true, null), null);
    assertThat(permission.held().source()).isEqualTo(GrantSource.PROFILE);
  }

  /// PM-8: it is honoured, and takes nothing away from a customer who gave more.
  @Test
  void anAutomaticGrantIsHonouredAndLessensNothing() {
    Instant until = now.plus(Duration.ofDays(7));
    PermissionReply automatic = new PermissionReply(Response.ACCEPT, false, until, true);
    say(automatic, new MessageId("wacid.of the call"));
    assertThat(permission.grant()).isEqualTo(new Grant.Temporary(until));
    assertThat(permission.held().source()).isEqualTo(GrantSource.CALLBACK);
    now = now.plusSeconds(5);
    say(accept(true, null), null);
    now = now.plusSeconds(5);
    say(automatic, new MessageId("wacid.of another call"));
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
  }

  /// OUT-4: Meta takes the permission away after four.
  @Test
  void anAutomaticRejectIsARevocation() {
    say(accept(true, null), null);
    now = now.plusSeconds(60);
    say(new PermissionReply(Response.REJECT, false, null, true), null);
    assertThat(permission.grant()).isEqualTo(new Grant.None());
    assertThat(told).containsExactly(new PermissionChange.Revoked(GrantSource.UNANSWERED));
  }

  /// OUT-4: a warning after two, and our own count stands in for Meta's word after four.
  @Test
  void ourCountWarnsAfterTwoAndRevokesAfterFour() {
    say(accept(true, null), null);
    unanswered(1);
    assertThat(mayCall()).isEqualTo(new CallVerdict.Allowed(false, 10));
    unanswered(1);
    assertThat(mayCall()).isEqualTo(new CallVerdict.Allowed(true, 10));
    unanswered(1);
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
    unanswered(1);
    assertThat(told).containsExactly(new PermissionChange.Revoked(GrantSource.COUNT));
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.NO_PERMISSION, null));
  }

  /// OUT-4: what was counted away is back when Meta says so.
  @Test
  void metasWordOverrulesOurCount() {
    say(accept(true, null), null);
    unanswered(4);
    read(MetaPermission.Status.PERMANENT, null);
    assertThat(mayCall()).isEqualTo(new CallVerdict.Allowed(false, 10));
  }

  /// OUT-4.
  @Test
  void aConnectedCallBeginsTheCountAnew() {
    say(accept(true, null), null);
    unanswered(3);
    decide(new PermissionInput.Connected(Direction.OUTBOUND));
    unanswered(3);
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
  }

  /// OUT-3: in any 24 h, to the moment, and only what connected.
  @Test
  void tenCallsConnectInAnyDay() {
    say(accept(true, null), null);
    for (int i = 0; i < 10; i++) {
      unanswered(1);
      decide(new PermissionInput.Connected(Direction.OUTBOUND));
      now = now.plus(Duration.ofHours(1));
    }
    Instant next = START.plus(Duration.ofDays(1));
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.DAILY_LIMIT, next));
    now = next.minusMillis(1);
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.DAILY_LIMIT, next));
    now = next;
    assertThat(mayCall()).isEqualTo(new CallVerdict.Allowed(false, 1));
  }

  /// OUT-3: calls of the customer's are not counted.
  @Test
  void callsOfTheCustomerTakeNothingFromTheLimit() {
    say(accept(true, null), null);
    decide(new PermissionInput.Connected(Direction.INBOUND));
    assertThat(mayCall()).isEqualTo(new CallVerdict.Allowed(false, 10));
  }

  /// OUT-3: Meta's own answer counts too, the stricter wins.
  @Test
  void metasLimitCountsWhereItIsStricter() {
    say(accept(true, null), null);
    Instant free = now.plusSeconds(900);
    decide(
        new PermissionInput.Read(
            new MetaPermission(
                MetaPermission.Status.PERMANENT,
                Optional.empty(),
                action(false, Duration.ofDays(1), 5, 5, free),
                action(false, Duration.ofDays(7), 2, 0, null))));
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.META_REFUSES, free));
    assertThat(Verdicts.callsLeft(permission, LIMITS, now)).isZero();
    now = free;
    assertThat(mayCall()).isEqualTo(new CallVerdict.Allowed(false, 5));
  }

  /// A refusal of Meta's without a time is asked again soon.
  @Test
  void aRefusalWithoutATimeCountsForAMinute() {
    read(MetaPermission.Status.PERMANENT, null);
    decide(
        new PermissionInput.Read(
            new MetaPermission(
                MetaPermission.Status.PERMANENT,
                Optional.empty(),
                new MetaPermission.Action(false, List.of()),
                new MetaPermission.Action(false, List.of()))));
    Instant next = now.plusSeconds(60);
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.META_REFUSES, next));
    now = next;
    assertThat(mayCall()).isInstanceOf(CallVerdict.Allowed.class);
  }

  @Test
  void metasErrorsOfACallSayWhenTheNextIsPossible() {
    say(accept(true, null), null);
    Instant free = now.plusSeconds(7_200).truncatedTo(ChronoUnit.SECONDS);
    decide(
        new PermissionInput.CallRefused(
            error(138_012, "Next call allowed at " + free.getEpochSecond() + ".")));
    assertThat(mayCall()).isEqualTo(refused(CallVerdict.Why.META_REFUSES, free));
    decide(new PermissionInput.CallRefused(error(138_006, null)));
    assertThat(told).containsExactly(new PermissionChange.Revoked(GrantSource.META));
  }

  @Test
  void whatMetaKnowsBetterIsTaken() {
    read(MetaPermission.Status.TEMPORARY, now.plusSeconds(100));
    assertThat(permission.grant()).isEqualTo(new Grant.Temporary(now.plusSeconds(100)));
    assertThat(permission.held().source()).isEqualTo(GrantSource.META);
    read(MetaPermission.Status.NONE, null);
    assertThat(told).containsExactly(new PermissionChange.Revoked(GrantSource.META));
    Permission before = permission;
    read(MetaPermission.Status.NONE, null);
    assertThat(permission).isEqualTo(before);
  }

  /// P1, PM-7: found by calling a sandbox customer who had just declined for the fourth time.
  @Test
  void whatMetaSaidBeforeTheLastWordChangesNothing() {
    say(accept(true, null), null);
    now = now.plusSeconds(3);
    say(reject(), null);
    Permission denied = permission;
    now = now.plusSeconds(2);
    MetaPermission earlier = meta(MetaPermission.Status.PERMANENT, null);
    decide(new PermissionInput.Read(earlier, Duration.ofSeconds(3)));
    assertThat(permission).isEqualTo(denied);
    assertThat(told).isEmpty();
    decide(new PermissionInput.Read(earlier, Duration.ofSeconds(2)));
    assertThat(permission.grant()).as("asked since").isEqualTo(new Grant.Permanent());
  }

  @Test
  void anUnreadableReplyAsksMeta() {
    say(accept(true, null), null);
    now = now.plusSeconds(1);
    say(new PermissionReply(Response.UNREADABLE, false, null, false), null);
    assertThat(told).containsExactly(new PermissionChange.AskMeta());
    assertThat(permission.grant()).isEqualTo(new Grant.Permanent());
  }
}
