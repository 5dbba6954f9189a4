package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static io.dering.signaling.switchboard.Stage.wacid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.Tone;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.money.HoldState;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.permission.CallingLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Minutes are held, charged and cut off (BAL-2 to BAL-6).
class PaidCallsTest extends PaidStage {
  private List<LedgerSnapshot.KnownHold> lastHolds = List.of();

  /// BAL-4: the demo's two minutes.
  @Test
  void twoMinutesOfMoneyAreTwoMinutesOfTalkToTheMillisecond() {
    topUp(2 * MINUTE);
    CallId call = talking("a", AYU);
    Instant answered = stage.now();
    stage.pass(Duration.ofSeconds(60));
    confirm();
    assertThat(stage.told(AYU)).contains(new DeskMessage.CallBalance(call, 60_000L));
    stage.pass(Duration.ofSeconds(45));
    assertThat(stage.told(AYU)).contains(new DeskMessage.CallBalance(call, 15_000L));
    assertThat(stage.commands(Command.Play.class))
        .containsExactly(
            new Command.Play(call, Tone.RINGBACK), new Command.Play(call, Tone.LOW_BALANCE));
    stage.pass(Duration.ofSeconds(15).minusMillis(1));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.pass(Duration.ofMillis(1));
    assertThat(stage.now()).isEqualTo(answered.plusSeconds(120));
    assertThat(stage.closed(call))
        .extracting(
            CallRecord.CallClosed::reason,
            CallRecord.CallClosed::talkMs,
            CallRecord.CallClosed::chargeMinor)
        .containsExactly(EndReason.BALANCE_SPENT, 120_000L, 2 * MINUTE);
    assertThat(stage.asked()).containsExactly(GraphAction.CONNECT, GraphAction.TERMINATE);
    assertThat(balance()).isZero();
    assertThat(held()).isZero();
  }

  /// A look that comes late is no started minute.
  @Test
  void aLateHangUpIsNotCharged() {
    topUp(MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofMillis(60_019));
    assertThat(stage.closed(call))
        .extracting(CallRecord.CallClosed::talkMs, CallRecord.CallClosed::chargeMinor)
        .containsExactly(60_000L, MINUTE);
    assertThat(balance()).isZero();
  }

  /// BAL-3: a call of 61 s costs two minutes.
  @Test
  void eachStartedMinuteIsChargedWhole() {
    topUp(10 * MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofSeconds(60));
    confirm();
    stage.pass(Duration.ofSeconds(1)).hangUp(AYU, call);
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(2 * MINUTE);
    assertThat(balance()).isEqualTo(8 * MINUTE);
    assertThat(held()).isZero();
  }

  @Test
  void anIncrementOfSixSecondsPaysForWhatWasStartedOfIt() {
    stage = stage(6, 0, 1);
    topUp(10 * MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofSeconds(60));
    confirm();
    stage.pass(Duration.ofSeconds(1)).hangUp(AYU, call);
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(MINUTE + MINUTE / 10);
    assertThat(balance()).isEqualTo(10 * MINUTE - MINUTE - MINUTE / 10);
  }

  /// BAL-6.
  @Test
  void aCallThatNeverConnectsCostsNothing() {
    topUp(2 * MINUTE);
    CallId call = ringing("a", AYU);
    assertThat(held()).isEqualTo(MINUTE);
    stage.handle(progress("a", CallProgress.REJECTED));
    assertThat(stage.closed(call).chargeMinor()).isZero();
    assertThat(balance()).isEqualTo(2 * MINUTE);
    assertThat(held()).isZero();
  }

  /// BAL-2, BAL-5.
  @Test
  void ofAHundredCallsAtOnceOnCreditForOneExactlyOneStarts() {
    topUp(MINUTE);
    for (int i = 0; i < 100; i++) {
      AgentId agent = new AgentId("agent-" + i);
      stage.signIn(agent);
      stage.handle(request(agent, "4477009000" + (10 + i)));
    }
    List<Command.ReadPermission> asked = stage.commands(Command.ReadPermission.class);
    assertThat(asked).hasSize(100);
    for (Command.ReadPermission read : asked) {
      stage.handle(new Fact.PermissionRead(read.call(), CHANNEL, ALLOWED));
    }
    List<BackendAnswer> answers =
        stage.commands(Command.Answer.class).stream().map(Command.Answer::answer).toList();
    assertThat(answers).filteredOn(CallAnswer.Placed.class::isInstance).hasSize(1);
    assertThat(answers)
        .filteredOn(CallAnswer.NotPlaced.because(DialRefusal.BALANCE_TOO_LOW)::equals)
        .hasSize(99);
  }

  @Test
  void whatMoneyForbidsIsNamed() {
    topUp(10 * MINUTE);
    stage.signIn(AYU);
    assertThat(place(AYU, "9999")).isEqualTo(refused(DialRefusal.NUMBER_UNKNOWN));
    assertThat(place(AYU, "1555010000")).isEqualTo(refused(DialRefusal.NO_PRICE));
    stage = stage(60, 0, 50);
    stage.signIn(AYU);
    assertThat(place(AYU, "447700900456")).isEqualTo(refused(DialRefusal.BALANCE_TOO_LOW));
  }

  /// BAL-5: a top-up in mid-call extends.
  @Test
  void aTopUpInMidCallExtendsItAndThePageIsTold() {
    topUp(MINUTE);
    CallId call = talking("a", AYU);
    assertThat(stage.told(AYU)).contains(new DeskMessage.CallBalance(call, 60_000L));
    stage.pass(Duration.ofSeconds(50));
    topUp(MINUTE);
    confirm();
    assertThat(stage.told(AYU)).contains(new DeskMessage.CallBalance(call, null));
    stage.pass(Duration.ofSeconds(30));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.pass(Duration.ofSeconds(40));
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.BALANCE_SPENT);
    assertThat(stage.closed(call).talkMs()).isEqualTo(120_000L);
  }

  /// BAL-5: two calls share what there is; the one that ends leaves its hold to the other.
  @Test
  void whatOneCallLeavesTheOtherGets() {
    topUp(3 * MINUTE);
    CallId first = talking("a", AYU);
    CallId second = talking("b", BUDI, "447700900457");
    confirm();
    stage.pass(Duration.ofSeconds(10));
    stage.hangUp(AYU, first);
    confirm();
    stage.pass(Duration.ofSeconds(100));
    assertThat(stage.records(CallRecord.CallClosed.class).filter(c -> c.call().equals(second)))
        .isEmpty();
    stage.pass(Duration.ofSeconds(10));
    assertThat(stage.closed(second).chargeMinor()).isEqualTo(2 * MINUTE);
    assertThat(balance()).isZero();
  }

  /// M3: what is held counts when it is stored. While the store is away calls end at the end of
  /// their last paid minute.
  @Test
  void aMinuteThatIsNotStoredIsNotTalked() {
    topUp(10 * MINUTE);
    CallId call = talkingUnstored("a");
    stage.pass(Duration.ofSeconds(45));
    assertThat(stage.told(AYU)).contains(new DeskMessage.CallBalance(call, 15_000L));
    stage.pass(Duration.ofSeconds(15));
    assertThat(stage.closed(call))
        .extracting(CallRecord.CallClosed::reason, CallRecord.CallClosed::chargeMinor)
        .containsExactly(EndReason.BALANCE_SPENT, MINUTE);
    assertThat(held()).isZero();
  }

  /// BAL-5: each minute is held a whole one before it begins, and may be stored until then.
  @Test
  void aStoreThatIsAwayForLessThanAMinuteEndsNoCall() {
    topUp(10 * MINUTE);
    CallId call = talkingUnstored("a");
    stage.pass(Duration.ofMillis(59_999));
    confirm();
    assertThat(stage.told(AYU)).contains(new DeskMessage.CallBalance(call, null));
    stage.pass(Duration.ofSeconds(30));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.hangUp(AYU, call);
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(2 * MINUTE);
  }

  /// BAL-6: Meta's own times.
  @Test
  void whereMetasTimesSayLessTheDifferenceIsGivenBack() {
    topUp(10 * MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofSeconds(60));
    confirm();
    stage.pass(Duration.ofMillis(700)).hangUp(AYU, call);
    assertThat(balance()).isEqualTo(8 * MINUTE);
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 60));
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 60));
    assertThat(balance()).isEqualTo(9 * MINUTE);
    assertThat(stage.records(LedgerRecord.EntryAdded.class))
        .filteredOn(entry -> entry.kind() == EntryKind.ADJUSTMENT)
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.amountMinor()).isEqualTo(MINUTE);
          assertThat(entry.call()).isEqualTo(call);
        });
  }

  @Test
  void whereMetasClockIsALittleAheadNothingIsCharged() {
    topUp(MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofSeconds(60));
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 61));
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(MINUTE);
    assertThat(stage.records(LedgerRecord.EntryAdded.class))
        .filteredOn(entry -> entry.kind() == EntryKind.ADJUSTMENT)
        .isEmpty();
  }

  @Test
  void aPickupThatWasNeverToldIsPaidByMetasTime() {
    topUp(10 * MINUTE);
    CallId call = ringing("a", AYU);
    stage.pass(Duration.ofSeconds(30));
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 25));
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(MINUTE);
    assertThat(balance()).isEqualTo(9 * MINUTE);
  }

  /// BAL-6, M4: one minute is held by then, and the rest is an adjustment.
  @Test
  void aLongTalkWhosePickupWasNeverToldIsPaidWhole() {
    topUp(10 * MINUTE);
    CallingLimits usual = CallingLimits.DEFAULT;
    stage.handle(
        new Fact.LimitsSet(
            new CallingLimits(
                usual.asOf(),
                usual.connectedCallsPerDay(),
                usual.asksPerDay(),
                usual.asksPerWeek(),
                usual.askLifetime(),
                usual.temporaryGrant(),
                usual.warnAfter(),
                usual.revokeAfter(),
                Duration.ofMinutes(5),
                usual.barredCountries())));
    CallId call = ringing("a", AYU);
    stage.pass(Duration.ofSeconds(150));
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 130));
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(MINUTE);
    assertThat(balance()).isEqualTo(7 * MINUTE);
    assertThat(held()).isZero();
  }

  @Test
  void bothSidesHangUpAtTheSameInstantAndTheCallIsChargedOnce() {
    topUp(10 * MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofSeconds(20));
    stage.hangUp(AYU, call);
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 20));
    assertThat(stage.closed(call).chargeMinor()).isEqualTo(MINUTE);
    assertThat(balance()).isEqualTo(9 * MINUTE);
  }

  /// BAL-8.
  @Test
  void aThresholdIsToldOnce() {
    topUp(3 * MINUTE);
    CallId call = talking("a", AYU);
    for (int minute = 0; minute < 3; minute++) {
      stage.pass(Duration.ofSeconds(60));
      confirm();
    }
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.BALANCE_SPENT);
    assertThat(stage.records(LedgerRecord.ThresholdCrossed.class))
        .singleElement()
        .extracting(LedgerRecord.ThresholdCrossed::balanceMinor)
        .isEqualTo(MINUTE);
  }

  /// M6: what a crash left held is settled by what Meta reports.
  @Test
  void whatACrashLeftHeldIsPaidByMetasTime() {
    CallId call = crashed();
    stage.passSeconds(2);
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 61));
    assertThat(balance()).isEqualTo(8 * MINUTE);
    assertThat(held()).isZero();
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.GATEWAY_RESTARTED);
  }

  @Test
  void withoutAWordOfMetasItIsPaidByWhatWasSeen() {
    crashed();
    stage.pass(MoneyDesk.ORPHAN_WAIT.minusMillis(1));
    assertThat(held()).isEqualTo(2 * MINUTE);
    stage.pass(Duration.ofMillis(1));
    assertThat(balance()).isEqualTo(9 * MINUTE);
    assertThat(held()).isZero();
    stage.handle(Stage.pickedUpTerminate("a", stage.now(), 61));
    assertThat(held()).isZero();
  }

  /// M6: the process after the crash dies too, before Meta's word came.
  @Test
  void whatTwoCrashesLeftHeldIsFreeAgain() {
    crashed();
    LedgerSnapshot snapshot =
        new LedgerSnapshot(10 * MINUTE, held(), 1, stage.now(), lastHolds, List.of(), 0);
    assertThat(held()).isEqualTo(2 * MINUTE);
    stage = stage(60, 0, 1);
    stage.switchboard().takeLedger(snapshot);
    stage.restore(List.of());
    assertThat(held()).isZero();
    assertThat(balance()).isEqualTo(10 * MINUTE);
  }

  /// A process that talked for 30 s, with two minutes held, dies; the next one starts.
  private CallId crashed() {
    topUp(10 * MINUTE);
    CallId call = talking("a", AYU);
    stage.passSeconds(30);
    List<CallRecord.CallEvent> events =
        stage.records(CallRecord.CallEvent.class).filter(e -> e.call().equals(call)).toList();
    CallRecord.CallOpened opened = stage.records(CallRecord.CallOpened.class).toList().getLast();
    CallRecord.CallOpened stored =
        new CallRecord.CallOpened(
            call,
            opened.at(),
            opened.account(),
            wacid("a"),
            CHANNEL,
            opened.direction(),
            opened.customer(),
            opened.payloads(),
            opened.metaTime());
    LedgerSnapshot snapshot = snapshot();
    lastHolds = snapshot.holds();
    Instant now = stage.now();
    stage = stage(60, 0, 1);
    stage.pass(Duration.between(stage.now(), now));
    stage.switchboard().takeLedger(snapshot);
    stage.restore(List.of(OpenCall.of(stored, events, now)));
    return call;
  }

  private LedgerSnapshot snapshot() {
    List<LedgerSnapshot.KnownHold> holds =
        stage
            .records(LedgerRecord.HoldPlaced.class)
            .map(hold ->
                new LedgerSnapshot.KnownHold(hold.hold(), hold.amountMinor(), HoldState.OPEN, 0))
            .toList();
    return new LedgerSnapshot(balance(), held(), 1, stage.now(), holds, List.of(), 0);
  }

  private static CallAnswer refused(DialRefusal why) {
    return CallAnswer.NotPlaced.because(why);
  }
}
