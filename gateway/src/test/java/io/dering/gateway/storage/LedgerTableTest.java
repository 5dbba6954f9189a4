package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.HoldPlaced;
import io.dering.signaling.activity.LedgerRecord.HoldReleased;
import io.dering.signaling.activity.LedgerRecord.HoldSettled;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.HoldState;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.money.LedgerSnapshot.KnownEntry;
import io.dering.signaling.money.LedgerSnapshot.KnownHold;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// BAL-7: what the tables take, and what they refuse whoever asks.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LedgerTableTest {
  private static final CallId CALL = new CallId("call_a");
  private static final HoldId FIRST = new HoldId(CALL, 1);
  private static final HoldId SECOND = new HoldId(CALL, 2);
  private static final EntryAdded TOP_UP = entry(1, EntryKind.TOP_UP, 50_000, 50_000, null);
  private static final EntryAdded CHARGE = entry(2, EntryKind.CHARGE, -1_000, 49_000, FIRST);

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anAccountWhoseBalanceNeverMovedHasAnEmptyLedger() {
    assertThat(store.ledgers().snapshot(ACCOUNT)).isEqualTo(LedgerSnapshot.EMPTY);
    assertThat(store.ledgers().page(LedgerFilter.of(ACCOUNT), 10, null).entries()).isEmpty();
  }

  @Test
  void aLedgerComesBackAsItWasWritten() throws Exception {
    aChargedMinuteAndAnOpenOne();
    assertThat(store.ledgers().snapshot(ACCOUNT))
        .isEqualTo(
            new LedgerSnapshot(
                49_000,
                700,
                2,
                START,
                List.of(
                    new KnownHold(FIRST, 1_500, HoldState.SETTLED, 1_000),
                    new KnownHold(SECOND, 700, HoldState.OPEN, 0)),
                List.of(new KnownEntry(new EntryId("e1"), EntryKind.TOP_UP, 50_000, null)),
                1));
    LedgerPage page = store.ledgers().page(LedgerFilter.of(ACCOUNT), 10, null);
    assertThat(page.entries()).containsExactly(CHARGE, TOP_UP);
    assertThat(page.hasMore()).isFalse();
    assertThat(entries()).contains(TOP_UP);
  }

  @Test
  void entriesAreReadInPagesAndByWhatIsAskedFor() throws Exception {
    aChargedMinuteAndAnOpenOne();
    write(entry(3, EntryKind.REFUND, 500, 49_500, null));
    LedgerPage newest = store.ledgers().page(LedgerFilter.of(ACCOUNT), 2, null);
    assertThat(newest.entries()).extracting(EntryAdded::sequence).containsExactly(3L, 2L);
    assertThat(newest.hasMore()).isTrue();
    assertThat(store.ledgers().page(LedgerFilter.of(ACCOUNT), 2, 2L).entries())
        .containsExactly(TOP_UP);
    assertThat(sequences(null, null, EntryKind.CHARGE, null)).containsExactly(2L);
    assertThat(sequences(null, null, null, CALL)).containsExactly(3L, 2L);
    assertThat(sequences(START, START.plusMillis(1), null, null)).containsExactly(3L, 2L, 1L);
    assertThat(sequences(START.plusMillis(1), null, null, null)).isEmpty();
    assertThat(sequences(null, START, null, null)).isEmpty();
  }

  @Test
  void aMonthIsSummedUpByKind() throws Exception {
    aChargedMinuteAndAnOpenOne();
    LedgerTable.Month november = store.ledgers().month(ACCOUNT, YearMonth.of(2026, 11));
    assertThat(november.of(EntryKind.CHARGE)).isEqualTo(new LedgerTable.Sum(1, -1_000));
    assertThat(november.of(EntryKind.TOP_UP)).isEqualTo(new LedgerTable.Sum(1, 50_000));
    assertThat(november.of(EntryKind.REFUND)).isEqualTo(new LedgerTable.Sum(0, 0));
    assertThat(store.ledgers().month(ACCOUNT, YearMonth.of(2026, 12)).sums()).isEmpty();
  }

  /// BAL-3: whoever reads it tells the countries.
  @Test
  void aMonthIsSummedUpByWhomWasCalled() throws Exception {
    CallOpened sample = new SampleCall(1).opened();
    CallOpened opened =
        new CallOpened(
            CALL,
            START,
            ACCOUNT,
            sample.metaCall(),
            sample.channel(),
            Direction.OUTBOUND,
            sample.customer(),
            sample.payloads(),
            sample.metaTime());
    store.append(List.of(opened)).get(30, SECONDS);
    aChargedMinuteAndAnOpenOne();
    write(entry(3, EntryKind.REFUND, 400, 49_400, null));
    LedgerTable ledgers = store.ledgers();
    YearMonth november = YearMonth.of(2026, 11);
    assertThat(ledgers.last(ACCOUNT)).isEqualTo(3);
    assertThat(ledgers.paid(ACCOUNT, november, 0, 3))
        .containsExactly(new LedgerTable.Paid("6281234567890", null, 1, -600));
    assertThat(ledgers.paid(ACCOUNT, november, 2, 3))
        .as("what came since")
        .containsExactly(new LedgerTable.Paid("6281234567890", null, 0, 400));
    assertThat(ledgers.paid(ACCOUNT, november, 0, 2))
        .containsExactly(new LedgerTable.Paid("6281234567890", null, 1, -1_000));
    assertThat(ledgers.paid(ACCOUNT, november.plusMonths(1), 0, 3)).isEmpty();
    assertThat(ledgers.paid(ACCOUNT, november.plusMonths(1), 2, 3)).isEmpty();
  }

  /// M1: each entry goes on from the one before it, and the first from nothing.
  @Test
  void anEntryThatDoesNotGoOnFromTheOneBeforeItIsRefused() throws Exception {
    refused(entry(2, EntryKind.TOP_UP, 50_000, 50_000, null));
    refused(entry(1, EntryKind.TOP_UP, 50_000, 60_000, null));
    write(TOP_UP);
    refused(entry(1, EntryKind.TOP_UP, 1_000, 1_000, null, "other"));
    refused(entry(3, EntryKind.TOP_UP, 1_000, 51_000, null));
    refused(entry(2, EntryKind.TOP_UP, 1_000, 51_001, null));
    refused(entry(2, EntryKind.TOP_UP, 1_000, 51_000, null, "e1"));
    refused(entry(2, EntryKind.TOP_UP, -1_000, 49_000, null));
    refused(entry(2, EntryKind.ADJUSTMENT, -50_001, -1, null));
    assertThat(store.ledgers().snapshot(ACCOUNT).balanceMinor()).isEqualTo(50_000);
    write(entry(2, EntryKind.TOP_UP, 1_000, 51_000, null));
  }

  /// M2.
  @Test
  void aMinuteIsChargedOnce() throws Exception {
    aChargedMinuteAndAnOpenOne();
    refused(entry(3, EntryKind.CHARGE, -1, 48_999, FIRST, "another"));
    refused(new HoldPlaced(START, ACCOUNT, FIRST, 1_500));
  }

  /// M3: together they never hold more than there is.
  @Test
  void noMoreIsHeldThanThereIs() throws Exception {
    refused(new HoldPlaced(START, ACCOUNT, FIRST, 1));
    write(TOP_UP, new HoldPlaced(START, ACCOUNT, FIRST, 50_000));
    refused(new HoldPlaced(START, ACCOUNT, SECOND, 1));
    refused(entry(2, EntryKind.ADJUSTMENT, -1, 49_999, null));
    refused(new HoldPlaced(START, new AccountId("other"), SECOND, 1));
  }

  @Test
  void aHoldEndsOnce() throws Exception {
    aChargedMinuteAndAnOpenOne();
    refused(new HoldReleased(START, ACCOUNT, FIRST, 1_500));
    refused(new HoldSettled(START, ACCOUNT, FIRST, 1_500, 1_000));
    refused(new HoldSettled(START, ACCOUNT, SECOND, 701, 0));
    refused(new HoldSettled(START, ACCOUNT, SECOND, 700, 701));
    refused(new HoldReleased(START, new AccountId("other"), SECOND, 700));
    write(new HoldReleased(START, ACCOUNT, SECOND, 700));
    refused(new HoldReleased(START, ACCOUNT, SECOND, 700));
    assertThat(store.ledgers().snapshot(ACCOUNT).heldMinor()).isZero();
    assertThat(store.ledgers().snapshot(ACCOUNT).holds()).isEmpty();
  }

  /// A step's records are written all or none: here the second one is wrong.
  @Test
  void ofAStepThatIsRefusedNothingStays() throws Exception {
    write(TOP_UP);
    refused(
        new HoldPlaced(START, ACCOUNT, FIRST, 1_000),
        new HoldSettled(START, ACCOUNT, FIRST, 2_000, 0));
    assertThat(store.ledgers().snapshot(ACCOUNT).heldMinor()).isZero();
    write(new HoldPlaced(START, ACCOUNT, FIRST, 1_000));
  }

  /// BAL-7: not even by hand.
  @Test
  void noEntryIsChangedOrDeleted() throws Exception {
    write(TOP_UP);
    for (String sql :
        List.of(
            "UPDATE ledger_entry SET note = 'x'",
            "UPDATE ledger_entry SET amount_minor = 1",
            "DELETE FROM ledger_entry")) {
      try (Connection other = database.other(folder);
          var statement = other.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("a ledger entry is never");
      }
    }
    assertThat(entries()).contains(TOP_UP);
  }

  /// BAL-3: what a call was priced by can be read again.
  @Test
  void rateCardsAreKeptWhenTheyAreReplaced() throws Exception {
    assertThat(store.rateCards().newest(ACCOUNT)).isEmpty();
    RateCardRecord first = card(1, 1_000);
    RateCardRecord second = card(2, 1_100);
    store.append(List.of(first)).get(30, SECONDS);
    store.append(List.of(second)).get(30, SECONDS);
    assertThat(store.rateCards().newest(ACCOUNT)).contains(second);
    try (Connection other = database.other(folder);
        var statement = other.createStatement();
        var rows = statement.executeQuery("SELECT COUNT(*) FROM rate_card WHERE version = 1")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).as("the former one stays").isEqualTo(1);
    }
    assertThatThrownBy(() -> store.append(List.of(second)).get(30, SECONDS))
        .isInstanceOf(ExecutionException.class);
  }

  private static RateCardRecord card(long version, long price) {
    LocalDate day = LocalDate.of(2026, 10, 1);
    List<RateRow> rows =
        List.of(
            new RateRow("62", day, 0, 50_000L, price),
            new RateRow("62", day, 50_000, null, price - 100),
            new RateRow("1", day, 0, null, 300));
    return new RateCardRecord(
        START, ACCOUNT, version, new RateCard("IDR", 60, 0, rows), new AgentId("eka"));
  }

  private void aChargedMinuteAndAnOpenOne() throws Exception {
    write(TOP_UP);
    write(new HoldPlaced(START, ACCOUNT, FIRST, 1_500));
    write(CHARGE, new HoldSettled(START, ACCOUNT, FIRST, 1_500, 1_000));
    write(new HoldPlaced(START, ACCOUNT, SECOND, 700));
  }

  private List<EntryAdded> entries() {
    LedgerFilter all = new LedgerFilter(ACCOUNT, null, null, null, null);
    return store.ledgers().page(all, 10, null).entries();
  }

  private List<Long> sequences(
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable EntryKind kind,
      @Nullable CallId call) {
    LedgerFilter filter = new LedgerFilter(ACCOUNT, from, until, kind, call);
    return store.ledgers().page(filter, 10, null).entries().stream()
        .map(EntryAdded::sequence)
        .toList();
  }

  private void write(LedgerRecord... records) throws Exception {
    store.append(List.of(records)).get(30, SECONDS);
  }

  private void refused(LedgerRecord... records) {
    assertThatThrownBy(() -> write(records))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StoreFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(StoreFailure.Kind.CONFLICT));
  }

  private static EntryAdded entry(
      long sequence, EntryKind kind, long amount, long after, @Nullable HoldId charged) {
    return entry(sequence, kind, amount, after, charged, "e" + sequence);
  }

  private static EntryAdded entry(
      long sequence, EntryKind kind, long amount, long after, @Nullable HoldId charged, String id) {
    return new EntryAdded(
        START,
        ACCOUNT,
        sequence,
        new EntryId(id),
        kind,
        amount,
        0,
        after,
        kind == EntryKind.TOP_UP ? null : CALL,
        charged == null ? 0 : charged.minute(),
        kind == EntryKind.TOP_UP ? new AgentId("eka") : null,
        kind == EntryKind.TOP_UP ? "cash" : null);
  }
}
