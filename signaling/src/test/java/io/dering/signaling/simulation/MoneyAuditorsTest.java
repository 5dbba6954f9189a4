package io.dering.signaling.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.simulation.MetasBooks.Allowance;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Snapshot;
import io.dering.signaling.switchboard.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The auditors of money can fail: each is shown the defects that it is there for.
class MoneyAuditorsTest {
  private static final AccountId ACCOUNT = new AccountId("demo");
  private static final CallId CALL = CallId.at(Stage.START, new SplittableRandom(1));
  private static final MetaCallId META_CALL = Stage.wacid("a");
  private static final Instant AT = Stage.START;
  private static final Caller ADA = new Caller(new PhoneNumber("447700900456"), null, "Ada");
  private static final Map<AccountId, Integer> WHOLE_MINUTES = Map.of(ACCOUNT, 60);
  private static final long MINUTE = Prepaid.MINUTE_MINOR;

  private long balance;
  private long sequence;

  private static void caught(String sentence, ThrowingCallable violation) {
    assertThatThrownBy(violation).isInstanceOf(AssertionError.class).hasMessageContaining(sentence);
  }

  private static void kept(Auditor auditor, Instant at, ActivityRecord... written) {
    for (ActivityRecord one : written) {
      auditor.kept(ACCOUNT, one, at);
      if (one instanceof CallRecord ofCall) {
        auditor.stored(ACCOUNT, ofCall, at);
      }
    }
  }

  private LedgerRecord.EntryAdded paidIn(long amount) {
    balance += amount;
    return new LedgerRecord.EntryAdded(
        AT,
        ACCOUNT,
        ++sequence,
        new EntryId("entry-" + sequence),
        EntryKind.TOP_UP,
        amount,
        0,
        balance,
        null,
        0,
        null,
        null);
  }

  private LedgerRecord charged(int minute, long amount, Instant at) {
    LedgerRecord.EntryAdded as = paidIn(-amount);
    return new LedgerRecord.EntryAdded(
        at,
        ACCOUNT,
        as.sequence(),
        as.entry(),
        EntryKind.CHARGE,
        -amount,
        0,
        as.balanceAfterMinor(),
        CALL,
        minute,
        null,
        null);
  }

  private LedgerRecord adjusted(long amount, long shortMinor) {
    LedgerRecord.EntryAdded as = paidIn(amount);
    return new LedgerRecord.EntryAdded(
        AT,
        ACCOUNT,
        as.sequence(),
        as.entry(),
        EntryKind.ADJUSTMENT,
        amount,
        shortMinor,
        as.balanceAfterMinor(),
        CALL,
        0,
        null,
        null);
  }

  private static LedgerRecord held(int minute) {
    return new LedgerRecord.HoldPlaced(AT, ACCOUNT, new HoldId(CALL, minute), MINUTE);
  }

  private static CallRecord opened() {
    return new CallRecord.CallOpened(
        CALL, AT, ACCOUNT, META_CALL, Stage.CHANNEL, Direction.OUTBOUND, ADA, Payloads.NONE, AT);
  }

  private static CallRecord connected() {
    return new CallRecord.CallEvent(CALL, AT, 1, CallEventKind.CONNECTED, Stage.AYU, null);
  }

  private static CallRecord closed(EndReason reason, Instant at, long chargeMinor) {
    return new CallRecord.CallClosed(
        CALL, at, CallStatus.ANSWERED, reason, Stage.AYU, 0, 0, chargeMinor, null, null);
  }

  /// M1, M2, M3, M6, M7.
  @Test
  void moneySeesWhatALedgerMayNotDo() {
    Money twice = new Money();
    kept(twice, AT, paidIn(5 * MINUTE), held(1), charged(1, MINUTE, AT));
    caught("charged twice", () -> kept(twice, AT, charged(1, MINUTE, AT)));
    begin();
    Money without = new Money();
    kept(without, AT, paidIn(5 * MINUTE));
    caught("without a hold", () -> kept(without, AT, charged(1, MINUTE, AT)));
    begin();
    Money beyond = new Money();
    kept(beyond, AT, paidIn(MINUTE), held(1));
    caught("more is held", () -> kept(beyond, AT, held(2)));
    begin();
    Money row = new Money();
    kept(row, AT, paidIn(MINUTE), held(1), charged(1, MINUTE, AT));
    caught("another charge", () -> kept(row, AT, closed(EndReason.AGENT_HUNG_UP, AT, 2 * MINUTE)));
    begin();
    Money stays = new Money();
    kept(stays, AT, paidIn(MINUTE), held(1), closed(EndReason.AGENT_HUNG_UP, AT, 0));
    caught("open for ever", stays::over);
    caught("held for a call that is over", () -> kept(stays, AT.plusSeconds(64), paidIn(1)));
    begin();
    Money sum = new Money();
    balance = 1;
    caught("not its entries' sum", () -> kept(sum, AT, paidIn(MINUTE)));
    begin();
    Money gap = new Money();
    sequence = 1;
    caught("a gap", () -> kept(gap, AT, paidIn(MINUTE)));
  }

  private void begin() {
    balance = 0;
    sequence = 0;
  }

  /// An adjustment takes less than it was to only where there is no more.
  @Test
  void moneySeesAnAdjustmentThatLeavesWhatItCouldTake() {
    Money money = new Money();
    kept(money, AT, paidIn(2 * MINUTE), held(1), charged(1, MINUTE, AT));
    LedgerRecord less = adjusted(-1, MINUTE);
    caught("although there is more", () -> kept(money, AT, less));
  }

  /// M4.
  @Test
  void chargedTimeSeesAMinuteTooMuchAndOneTooFew() {
    Instant end = AT.plusSeconds(60);
    caught("charged 2000 for a talk of 1000", () -> talkOf(end, MINUTE, MINUTE));
    begin();
    caught("charged 1000 for a talk of 2000", () -> talkOf(end.plusMillis(1), MINUTE));
    begin();
    talkOf(end, MINUTE);
    begin();
    talkOf(end.plusMillis(1), MINUTE, MINUTE);
    begin();
    ChargedTime early = new ChargedTime(WHOLE_MINUTES);
    kept(early, AT, opened(), connected(), paidIn(5 * MINUTE));
    caught("before it has begun", () -> kept(early, end, charged(2, MINUTE, end)));
  }

  private void talkOf(Instant end, long... minutes) {
    ChargedTime time = new ChargedTime(WHOLE_MINUTES);
    kept(time, AT, opened(), connected(), paidIn(5 * MINUTE));
    for (int minute = 1; minute <= minutes.length; minute++) {
      kept(time, end, charged(minute, minutes[minute - 1], end.plusMillis(minute)));
    }
    kept(time, end, closed(EndReason.AGENT_HUNG_UP, end, MINUTE));
  }

  /// M5.
  @Test
  void cutOffSeesOneThatIsEarlyLateInTwoTurnsOrNotThere() {
    caught("before its money ends", () -> cutOffAt(Duration.ofMillis(59_999), Duration.ZERO));
    caught("after its money has ended", () -> cutOffAt(Duration.ofMillis(60_021), Duration.ZERO));
    caught(
        "after its money has ended",
        () -> cutOffAt(Duration.ofMillis(60_121), Duration.ofMillis(100)));
    cutOffAt(Duration.ofMinutes(1), Duration.ZERO);
    cutOffAt(Duration.ofMillis(60_120), Duration.ofMillis(100));
    CutOff apart = talking();
    apart.released(ACCOUNT, terminate(), AT.plusSeconds(60));
    apart.released(ACCOUNT, new Command.CloseMetaLeg(CALL), AT.plusMillis(60_001));
    caught("in two turns", () -> spent(apart, AT.plusSeconds(60)));
    caught("goes on", () -> spent(talking(), AT.plusSeconds(60)));
    caught("without money", () -> kept(talking(), AT.plusMillis(61_901), paidIn(1)));
  }

  /// A wall clock that was put wrong before the process began makes no difference.
  @Test
  void cutOffGoesByTrueTime() {
    CutOff cutOff = new CutOff();
    Duration ahead = Duration.ofHours(1);
    cutOff.began(ACCOUNT, ahead);
    kept(cutOff, AT.minus(ahead), held(1), connected());
    Instant end = AT.minus(ahead).plusSeconds(60);
    cutOff.released(ACCOUNT, terminate(), end);
    cutOff.released(ACCOUNT, new Command.CloseMetaLeg(CALL), end);
    spent(cutOff, end);
    assertThat(cutOff.lateMs()).containsExactly(0);
  }

  private static CutOff talking() {
    CutOff cutOff = new CutOff();
    kept(cutOff, AT, held(1), connected());
    return cutOff;
  }

  private static Command terminate() {
    return new Command.Terminate(CALL, META_CALL, Stage.CHANNEL);
  }

  private static void cutOffAt(Duration after, Duration heldUp) {
    Instant at = AT.plus(after);
    CutOff cutOff = talking();
    cutOff.heldUp(ACCOUNT, heldUp, at);
    cutOff.released(ACCOUNT, terminate(), at);
    cutOff.released(ACCOUNT, new Command.CloseMetaLeg(CALL), at);
    spent(cutOff, at);
  }

  private static void spent(CutOff cutOff, Instant at) {
    kept(cutOff, at, closed(EndReason.BALANCE_SPENT, at, MINUTE));
    cutOff.stepped(ACCOUNT, new Snapshot(0, 0, 0, 0, 0, Map.of()));
  }

  /// BAL-6, M4.
  @Test
  void metasBooksSeeWhatWasChargedOtherwise() {
    caught("charged 2000 for a call that costs 1000: 60 s", () -> reckoned(60, MINUTE, MINUTE));
    begin();
    caught("charged 1000 for a call that costs 3000: 130 s", () -> reckoned(130, MINUTE));
    begin();
    caught("charged 1000 for a call that costs 2000: 66 s", () -> reckoned(66, MINUTE));
    begin();
    caught("charged 0 for a call that costs 1000: 6 s", () -> reckoned(6));
    begin();
    assertThat(reckoned(60, MINUTE).used()).containsOnlyKeys(Allowance.EXACT);
    begin();
    assertThat(reckoned(65, MINUTE).used()).containsOnlyKeys(Allowance.CLOCKS_DIFFER);
    begin();
    assertThat(reckoned(0).used()).containsOnlyKeys(Allowance.EXACT);
  }

  @Test
  void metasBooksSeeMoneyForACallThatNobodyPickedUpOrThatMetaHasNot() {
    MetasBooks rang = new MetasBooks(WHOLE_MINUTES);
    rang.placed(ACCOUNT, META_CALL, CALL.value());
    kept(rang, AT, paidIn(5 * MINUTE), charged(1, MINUTE, AT));
    rang.over(META_CALL, 0, AT);
    rang.answered(terminated(), AT);
    caught("not picked up", rang::over);
    begin();
    MetasBooks strange = new MetasBooks(WHOLE_MINUTES);
    kept(strange, AT, charged(1, MINUTE, AT));
    caught("Meta does not have", strange::over);
  }

  @Test
  void metasBooksSeeATopUpThatIsLostOrThereTwice() {
    MetasBooks lost = new MetasBooks(WHOLE_MINUTES);
    lost.toppedUp(ACCOUNT, new EntryId("top-up"), MINUTE);
    caught("a balance of 0", lost::over);
    MetasBooks twice = new MetasBooks(WHOLE_MINUTES);
    twice.toppedUp(ACCOUNT, new EntryId("top-up"), MINUTE);
    kept(twice, AT, paidIn(MINUTE), paidIn(MINUTE));
    caught("a balance of 2000", twice::over);
    MetasBooks other = new MetasBooks(WHOLE_MINUTES);
    other.toppedUp(ACCOUNT, new EntryId("top-up"), MINUTE);
    caught("with two amounts", () -> other.toppedUp(ACCOUNT, new EntryId("top-up"), MINUTE + 1));
  }

  @Test
  void metasBooksExcuseADeathOnceForEachAgent() {
    MetasBooks books = new MetasBooks(WHOLE_MINUTES);
    for (int number = 0; number < 4; number++) {
      MetaCallId metaCall = Stage.wacid("b" + number);
      books.placed(ACCOUNT, metaCall, CallId.at(AT, new SplittableRandom(10 + number)).value());
      books.pickedUp(metaCall);
      books.over(metaCall, 30, AT);
    }
    books.died(ACCOUNT);
    caught("than a death can excuse", books::over);
  }

  private MetasBooks reckoned(long metaSeconds, long... minutes) {
    MetasBooks books = new MetasBooks(WHOLE_MINUTES);
    books.toppedUp(ACCOUNT, new EntryId("top-up"), 5 * MINUTE);
    books.placed(ACCOUNT, META_CALL, CALL.value());
    books.named(META_CALL);
    books.pickedUp(META_CALL);
    kept(books, AT, paidIn(5 * MINUTE));
    for (int minute = 1; minute <= minutes.length; minute++) {
      kept(books, AT, charged(minute, minutes[minute - 1], AT));
    }
    books.over(META_CALL, metaSeconds, AT);
    books.answered(terminated(), AT);
    books.over();
    return books;
  }

  private static Fact.CallTerminated terminated() {
    return new Fact.CallTerminated(
        META_CALL, Stage.CHANNEL, TerminateStatus.COMPLETED, null, List.of(), AT);
  }
}
