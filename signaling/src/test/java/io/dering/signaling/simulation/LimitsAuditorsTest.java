package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Status;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The auditors of permission and limits can fail: each is shown the defects that it is there for.
class LimitsAuditorsTest {
  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final CallId CALL = CallId.at(Stage.START, new SplittableRandom(1));
  private static final CallId CALL_TWO = CallId.at(Stage.START, new SplittableRandom(2));
  private static final Instant AT = Stage.START;
  private static final PhoneNumber NUMBER = new PhoneNumber("447700900456");
  private static final Caller ADA = new Caller(NUMBER, null, null);
  private static final Caller BO = new Caller(new PhoneNumber("447700900457"), null, null);
  private static final Caller ADA_BY_BOTH = new Caller(NUMBER, "GB.1", "Ada");

  private final WithinLimits limits = new WithinLimits();
  private int calls;

  private static void caught(String sentence, ThrowingCallable violation) {
    assertThatThrownBy(violation).isInstanceOf(AssertionError.class).hasMessageContaining(sentence);
  }

  @BeforeEach
  void know() {
    limits.know(ACCOUNT, new Customers(new Clockwork(new SplittableRandom(1))));
  }

  /// P1.
  @Test
  void allowedSeesACallWithoutAQuestionAndOneWithoutAPermission() {
    Command connect = new Command.Connect(CALL, Stage.CHANNEL, ADA, Stage.OFFER, "");
    caught("without asking Meta", () -> new Allowed().released(ACCOUNT, connect, AT));
    Allowed refused = asked(Status.NONE, false);
    caught("without a permission", () -> refused.released(ACCOUNT, connect, AT));
    Allowed silent = new Allowed();
    silent.released(ACCOUNT, new Command.ReadPermission(CALL, Stage.CHANNEL, ADA), AT);
    silent.heard(ACCOUNT, new Fact.PermissionNotRead(CALL, Stage.CHANNEL, Optional.empty()), AT);
    caught("without a permission", () -> silent.released(ACCOUNT, connect, AT));
    asked(Status.PERMANENT, true).released(ACCOUNT, connect, AT);
    Allowed another = asked(Status.PERMANENT, true);
    another.released(ACCOUNT, new Command.ReadPermission(CALL_TWO, Stage.CHANNEL, BO), AT);
    another.heard(
        ACCOUNT, new Fact.PermissionNotRead(CALL_TWO, Stage.CHANNEL, Optional.empty()), AT);
    Command toBo = new Command.Connect(CALL_TWO, Stage.CHANNEL, BO, Stage.OFFER, "");
    caught("without a permission", () -> another.released(ACCOUNT, toBo, AT));
  }

  private static Allowed asked(Status status, boolean may) {
    Allowed allowed = new Allowed();
    Action action = new Action(may, List.of());
    allowed.released(ACCOUNT, new Command.ReadPermission(CALL, Stage.CHANNEL, ADA), AT);
    allowed.heard(
        ACCOUNT,
        new Fact.PermissionRead(
            CALL, Stage.CHANNEL, new MetaPermission(status, Optional.empty(), action, action)),
        AT);
    return allowed;
  }

  /// P2.
  @Test
  void calledOnceSeesASecondCallToOneCustomerAndOneTooManyOfAChannel() {
    CalledOnce twice = new CalledOnce();
    twice.stored(ACCOUNT, opened(CALL, ADA), AT);
    caught("twice at a time", () -> twice.stored(ACCOUNT, opened(CALL_TWO, ADA_BY_BOTH), AT));
    CalledOnce many = new CalledOnce();
    SplittableRandom random = new SplittableRandom(3);
    for (int number = 0; number < 1_000; number++) {
      many.stored(ACCOUNT, opened(CallId.at(AT, random), stranger(number)), AT);
    }
    caught("too many", () -> many.stored(ACCOUNT, opened(CALL, ADA), AT));
  }

  private static Caller stranger(int number) {
    return new Caller(new PhoneNumber("4477008" + (10_000 + number)), null, null);
  }

  private static CallRecord opened(CallId call, Caller customer) {
    return new CallRecord.CallOpened(
        call,
        AT,
        ACCOUNT,
        MetaCallId.pending(call),
        Stage.CHANNEL,
        Direction.OUTBOUND,
        customer,
        Payloads.NONE,
        AT);
  }

  /// OUT-3.
  @Test
  void withinLimitsSeesTheEleventhCallOfADay() {
    for (int call = 0; call < 10; call++) {
      talkedWith(AT.plus(Duration.ofHours(call)));
    }
    Instant dayLater = AT.plus(Duration.ofDays(1));
    caught("ten times a day", () -> talkedWith(dayLater.minusMillis(1)));
    talkedWith(dayLater.plusSeconds(1));
    assertThat(limits.figures().getFirst()).isEqualTo(2);
  }

  /// Of what the switchboard cannot know it keeps no count.
  @Test
  void withinLimitsLeavesOutWhatDiedOrWasNotTold() {
    for (int call = 0; call < 10; call++) {
      talkedWith(AT.plus(Duration.ofHours(call)));
    }
    MetaCallId silent = placed(AT.plus(Duration.ofHours(24)).plusSeconds(1));
    limits.pickedUp(silent, AT.plus(Duration.ofHours(24)).plusSeconds(1));
    closed(AT.plus(Duration.ofHours(24)).plusSeconds(60));
    talkedWith(AT.plus(Duration.ofHours(24)).plusSeconds(90));
  }

  private void talkedWith(Instant at) {
    MetaCallId call = placed(at);
    limits.named(call, at);
    limits.pickedUp(call, at);
    limits.answered(
        new Fact.CallProgressed(call, Stage.CHANNEL, CallProgress.ACCEPTED, null, at), at);
    closed(at.plusSeconds(30));
  }

  private MetaCallId placed(Instant at) {
    MetaCallId call = Stage.wacid("b" + calls++);
    limits.placed(
        ACCOUNT, call, new Command.Connect(id(), Stage.CHANNEL, ADA, Stage.OFFER, ""), at);
    return call;
  }

  private CallId id() {
    return CallId.at(AT, new SplittableRandom(calls));
  }

  private void closed(Instant at) {
    limits.stored(
        ACCOUNT,
        new CallRecord.CallClosed(
            id(), at, CallStatus.ANSWERED, EndReason.AGENT_HUNG_UP, Stage.AYU, 0, 0, 0, null, null),
        at);
  }

  /// PM-2.
  @Test
  void withinLimitsSeesOneRequestTooMany() {
    Instant dayLater = AT.plus(Duration.ofDays(1));
    limits.asked(ACCOUNT, ADA, AT);
    caught("twice in a day", () -> limits.asked(ACCOUNT, ADA_BY_BOTH, dayLater.minusMillis(1)));
    limits.asked(ACCOUNT, ADA, dayLater.plusMillis(1));
    caught("three times in a week", () -> limits.asked(ACCOUNT, ADA, AT.plus(Duration.ofDays(3))));
    limits.stored(ACCOUNT, opened(CALL, ADA), AT);
    limits.heard(
        ACCOUNT, new Fact.CallPlaced(CALL, Stage.wacid("placed")), AT.plus(Duration.ofDays(3)));
    limits.asked(ACCOUNT, ADA, AT.plus(Duration.ofDays(3)).plusMillis(1));
  }

  /// A wall clock that was put wrong makes a window shorter by as much, and no more.
  @Test
  void withinLimitsAllowsForAClockThatWasPutWrong() {
    limits.began(ACCOUNT, Duration.ofHours(1));
    limits.began(ACCOUNT, Duration.ofHours(-1));
    limits.asked(ACCOUNT, ADA, AT);
    caught(
        "twice in a day",
        () -> limits.asked(ACCOUNT, ADA, AT.plus(Duration.ofHours(22)).minusMillis(1)));
    limits.asked(ACCOUNT, ADA, AT.plus(Duration.ofHours(22)));
  }

  /// It may be somebody else's.
  @Test
  void withinLimitsBeginsAnewWithANumberThatWasGivenUp() {
    limits.asked(ACCOUNT, ADA_BY_BOTH, AT);
    Caller moved = new Caller(new PhoneNumber("447700900457"), "GB.1", "Ada");
    limits.heard(
        ACCOUNT,
        new Fact.CustomerChanged(
            Stage.CHANNEL,
            ADA_BY_BOTH,
            moved,
            new Message(new MessageId("wamid.a"), MessageKind.SYSTEM, null, null, null),
            AT),
        AT);
    limits.asked(ACCOUNT, ADA, AT.plusSeconds(1));
    caught("twice in a day", () -> limits.asked(ACCOUNT, moved, AT.plusSeconds(2)));
  }
}
