package io.dering.signaling.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.HoldPlaced;
import io.dering.signaling.activity.LedgerRecord.ThresholdCrossed;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.LedgerDecision.Done;
import io.dering.signaling.money.LedgerDecision.Refused;
import io.dering.signaling.money.LedgerSnapshot.KnownEntry;
import io.dering.signaling.money.LedgerSnapshot.KnownHold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final AccountId ACME = new AccountId("acme");
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final CallId CALL = new CallId("call_a");

  private final Ledger ledger =
      new Ledger(ACME, new LedgerTerms(50_000, 50_000, List.of(20_000L, 40_000L)));
  private final List<LedgerRecord> written = new ArrayList<>();

  /// BAL-5: together they never spend more than there is.
  @Test
  void ofAHundredHoldsAtOnceOnCreditForOneExactlyOneIsPlaced() {
    topUp("t", 50_000);
    long placed = 0;
    for (int call = 0; call < 100; call++) {
      placed += done(new LedgerRequest.Hold(minute("call_" + call, 1), 50_000)) ? 1 : 0;
    }
    assertThat(placed).isEqualTo(1);
    assertThat(ledger.availableMinor()).isZero();
  }

  /// BAL-2: what is held cannot begin another call.
  @Test
  void aCallMayStartWhileTheMinimumIsAvailable() {
    assertThat(ledger.canCall()).isFalse();
    topUp("t", 50_001);
    assertThat(ledger.canCall()).isTrue();
    ask(new LedgerRequest.Hold(minute("call_a", 1), 2));
    assertThat(ledger.canCall()).isFalse();
    ask(new LedgerRequest.Settle(minute("call_a", 1), 1));
    assertThat(ledger.canCall()).isTrue();
  }

  @Test
  void decidingChangesNothing() {
    topUp("t", 50_000);
    ledger.decide(new LedgerRequest.Hold(minute("call_a", 1), 1_000), NOW);
    assertThat(ledger.heldMinor()).isZero();
    assertThat(ledger.openHolds()).isEmpty();
  }

  /// BAL-7: who, what for, and what the balance was then stand in the entry.
  @Test
  void anEntrySaysWhoMovedTheBalanceAndForWhichMinute() {
    topUp("t", 50_000);
    ask(new LedgerRequest.Hold(minute("call_a", 3), 1_000));
    ask(new LedgerRequest.Settle(minute("call_a", 3), 800));
    assertThat(entries())
        .containsExactly(
            new EntryAdded(
                NOW,
                ACME,
                1,
                new EntryId("t"),
                EntryKind.TOP_UP,
                50_000,
                0,
                50_000,
                null,
                0,
                new AgentId("eka"),
                "cash"),
            new EntryAdded(
                NOW,
                ACME,
                2,
                EntryId.charge(minute("call_a", 3)),
                EntryKind.CHARGE,
                -800,
                0,
                49_200,
                CALL,
                3,
                null,
                null));
  }

  /// BAL-6: what Meta knows better is an entry, never a change, and takes no money that runs a
  /// call.
  @Test
  void anAdjustmentTakesWhatIsAvailableAndSaysWhatWasMissing() {
    topUp("t", 50_000);
    ask(new LedgerRequest.Hold(minute("call_b", 1), 49_000));
    ask(new LedgerRequest.Adjust(new EntryId("j"), CALL, -1_500, "Meta says two minutes"));
    EntryAdded entry = entries().getLast();
    assertThat(entry.amountMinor()).isEqualTo(-1_000);
    assertThat(entry.shortMinor()).isEqualTo(500);
    assertThat(entry.askedMinor()).isEqualTo(-1_500);
    assertThat(entry.note()).isEqualTo("Meta says two minutes");
    assertThat(ledger.availableMinor()).isZero();
    assertThat(ledger.heldMinor()).isEqualTo(49_000);
  }

  /// BAL-8: each threshold once, until a top-up brings the balance back above it.
  @Test
  void aThresholdIsToldWhenAnEntryTakesTheBalanceBelowIt() {
    topUp("t1", 50_000);
    charge("call_a", 10_000);
    assertThat(crossed()).isEmpty();
    charge("call_b", 1);
    assertThat(crossed()).containsExactly(40_000L);
    charge("call_c", 1);
    assertThat(crossed()).containsExactly(40_000L);
    charge("call_d", 20_000);
    assertThat(crossed()).containsExactly(40_000L, 20_000L);
    topUp("t2", 50_000);
    charge("call_e", 60_000);
    assertThat(crossed()).containsExactly(40_000L, 20_000L, 40_000L, 20_000L);
    assertThat(written.getLast()).isEqualTo(new ThresholdCrossed(NOW, ACME, 20_000, 9_998));
  }

  /// BAL-8: holding a minute is no movement.
  @Test
  void aHoldCrossesNoThreshold() {
    topUp("t1", 50_000);
    ask(new LedgerRequest.Hold(minute("call_a", 1), 50_000));
    assertThat(crossed()).isEmpty();
  }

  /// BAL-3: the month's charged minutes choose the tier of the next call.
  @Test
  void chargedMinutesAreCountedByTheMonth() {
    topUp("t", 50_000);
    Instant lastOfMonth = Instant.parse("2026-11-30T23:59:59.999Z");
    for (int minute = 1; minute <= 3; minute++) {
      ask(new LedgerRequest.Hold(minute("call_a", minute), 100), lastOfMonth);
      ask(new LedgerRequest.Settle(minute("call_a", minute), minute == 3 ? 0 : 60), lastOfMonth);
    }
    assertThat(ledger.minutesThisMonth(lastOfMonth)).isEqualTo(2);
    Instant december = lastOfMonth.plusMillis(1);
    assertThat(ledger.minutesThisMonth(december)).isZero();
    ask(new LedgerRequest.Hold(minute("call_b", 1), 100), december);
    ask(new LedgerRequest.Settle(minute("call_b", 1), 100), december);
    assertThat(ledger.minutesThisMonth(december)).isEqualTo(1);
  }

  @Test
  void timesNeverGoBackWhenTheClockDoes() {
    topUp("t", 50_000);
    ask(new LedgerRequest.Hold(minute("call_a", 1), 100), NOW.minusSeconds(3_600));
    assertThat(written.getLast().at()).isEqualTo(NOW);
  }

  @Test
  void whatIsRememberedIsBounded() {
    topUp("t", 1_000_000_000);
    for (int call = 0; call < HoldBook.LATEST_CALLS + 500; call++) {
      charge("call_" + call, 1);
    }
    ask(new LedgerRequest.Hold(minute("call_open", 1), 1));
    assertThat(ledger.callsKnown()).isEqualTo(HoldBook.LATEST_CALLS + 1);
    assertThat(refusal(new LedgerRequest.Release(minute("call_0", 1))))
        .isEqualTo(LedgerRefusal.UNKNOWN_HOLD);
    assertThat(refusal(new LedgerRequest.Release(minute("call_600", 1))))
        .isEqualTo(LedgerRefusal.ALREADY_SETTLED);
  }

  /// The pair of the schema's checks: a record that cannot be true changes nothing, and no minute
  /// is held on a balance that may be wrong.
  @Test
  void aRecordThatCannotBeTrueStopsTheLedgerFromHolding() {
    topUp("t", 50_000);
    for (LedgerRecord wrong : wrongOnes()) {
      assertThatThrownBy(() -> ledger.apply(wrong)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(ledger.balanceMinor()).isEqualTo(50_000);
    assertThat(ledger.heldMinor()).isZero();
    assertThat(refusal(new LedgerRequest.Hold(minute("call_a", 1), 1)))
        .isEqualTo(LedgerRefusal.STOPPED);
    assertThat(ledger.canCall()).isFalse();
  }

  private List<LedgerRecord> wrongOnes() {
    HoldId hold = minute("call_a", 1);
    return List.of(
        new HoldPlaced(NOW, ACME, hold, 50_001),
        new HoldPlaced(NOW, ACME, hold, 0),
        new HoldPlaced(NOW, new AccountId("other"), hold, 1),
        new LedgerRecord.HoldReleased(NOW, ACME, hold, 1),
        new LedgerRecord.HoldSettled(NOW, ACME, hold, 1, 1),
        entry(2, EntryKind.CHARGE, -1, 49_999),
        entry(2, EntryKind.TOP_UP, 1, 50_002),
        entry(2, EntryKind.ADJUSTMENT, -50_001, -1),
        entry(3, EntryKind.TOP_UP, 1, 50_001),
        entry(1, EntryKind.TOP_UP, 50_000, 100_000));
  }

  private static EntryAdded entry(long sequence, EntryKind kind, long amount, long after) {
    boolean isCharge = kind == EntryKind.CHARGE;
    EntryId id = new EntryId("wrong");
    return new EntryAdded(
        NOW, ACME, sequence, id, kind, amount, 0, after, CALL, isCharge ? 1 : 0, null, null);
  }

  /// BAL-7: after a restart it answers as before.
  @Test
  void aLedgerComesBackFromItsSnapshot() {
    HoldId settled = minute("call_a", 1);
    HoldId open = minute("call_a", 2);
    Ledger restored =
        Ledger.restored(
            ACME,
            LedgerTerms.DEFAULT,
            new LedgerSnapshot(
                50_000,
                1_000,
                7,
                NOW,
                List.of(
                    new KnownHold(settled, 1_000, HoldState.SETTLED, 900),
                    new KnownHold(open, 1_000, HoldState.OPEN, 0)),
                List.of(new KnownEntry(new EntryId("t"), EntryKind.TOP_UP, 60_000, null)),
                12));
    assertThat(restored.availableMinor()).isEqualTo(49_000);
    assertThat(restored.openHolds(CALL)).containsExactly(new OpenHold(open, 1_000));
    assertThat(restored.minutesThisMonth(NOW)).isEqualTo(12);
    assertThat(restored.decide(new LedgerRequest.Settle(settled, 900), NOW))
        .isInstanceOf(LedgerDecision.Repeated.class);
    assertThat(
            restored.decide(
                new LedgerRequest.TopUp(new EntryId("t"), 60_000, Optional.empty(), ""), NOW))
        .isInstanceOf(LedgerDecision.Repeated.class);
    Done done = (Done) restored.decide(new LedgerRequest.Settle(open, 1_000), NOW);
    assertThat(((EntryAdded) done.records().getFirst()).sequence()).isEqualTo(8);
  }

  @Test
  void aSnapshotThatContradictsItselfIsRefused() {
    LedgerSnapshot wrong = new LedgerSnapshot(50_000, 1_000, 1, NOW, List.of(), List.of(), 0);
    assertThatThrownBy(() -> Ledger.restored(ACME, LedgerTerms.DEFAULT, wrong))
        .isInstanceOf(IllegalStateException.class);
  }

  private void topUp(String id, long amount) {
    ask(new LedgerRequest.TopUp(new EntryId(id), amount, Optional.of(new AgentId("eka")), "cash"));
  }

  private void charge(String call, long amount) {
    ask(new LedgerRequest.Hold(minute(call, 1), amount));
    ask(new LedgerRequest.Settle(minute(call, 1), amount));
  }

  private void ask(LedgerRequest request) {
    ask(request, NOW);
  }

  private void ask(LedgerRequest request, Instant at) {
    Done done = (Done) ledger.decide(request, at);
    done.records().forEach(ledger::apply);
    written.addAll(done.records());
  }

  private boolean done(LedgerRequest request) {
    if (ledger.decide(request, NOW) instanceof Done done) {
      done.records().forEach(ledger::apply);
      return true;
    }
    return false;
  }

  private LedgerRefusal refusal(LedgerRequest request) {
    return ((Refused) ledger.decide(request, NOW)).why();
  }

  private List<EntryAdded> entries() {
    return written.stream()
        .filter(EntryAdded.class::isInstance)
        .map(EntryAdded.class::cast)
        .toList();
  }

  private List<Long> crossed() {
    return written.stream()
        .filter(ThresholdCrossed.class::isInstance)
        .map(each -> ((ThresholdCrossed) each).thresholdMinor())
        .toList();
  }

  private static HoldId minute(String call, int minute) {
    return new HoldId(new CallId(call), minute);
  }
}
