package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.Ledger;
import io.dering.signaling.money.LedgerDecision;
import io.dering.signaling.money.LedgerRequest;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.money.OpenHold;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// T4, M1 to M3 on a real database: random movements through the commit loop, the tables added up
/// by SQL against a tally with numbers that have no end, then closed, opened and gone on with.
/// `-Dledger.requests=1000000` plays the long version, `-Dledger.seed=…` another one.
final class LedgerStoreTest {
  private static final int REQUESTS = Integer.getInteger("ledger.requests", 100_000);
  private static final long SEED = Long.getLong("ledger.seed", 20_261_126);
  private static final int IN_FLIGHT = 2_000;
  private static final int WINDOW = 40;

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private final Map<HoldId, BigInteger> open = new HashMap<>();
  private final List<EntryId> entries = new ArrayList<>();
  private BigInteger balance = BigInteger.ZERO;
  private int made;

  /// BAL-5 and BAL-7: nothing is lost, nothing is there twice, and a restart goes on where it was.
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void theTablesHoldWhatTheLedgerSays(TestDatabase database) throws Exception {
    Ledger ledger = new Ledger(ACCOUNT, LedgerTerms.DEFAULT);
    try (CallStore store = open(database)) {
      play(store, ledger, REQUESTS);
      compare(database, store, ledger);
    }
    try (CallStore store = open(database)) {
      Ledger restored =
          Ledger.restored(ACCOUNT, LedgerTerms.DEFAULT, store.ledgers().snapshot(ACCOUNT));
      assertThat(restored.balanceMinor()).isEqualTo(ledger.balanceMinor());
      assertThat(restored.openHolds()).containsExactlyInAnyOrderElementsOf(ledger.openHolds());
      assertThat(restored.minutesThisMonth(START)).isEqualTo(ledger.minutesThisMonth(START));
      made += WINDOW * 20; // Finished minutes of before are the schema's to refuse.
      play(store, restored, REQUESTS / 100);
      compare(database, store, restored);
    }
  }

  private void play(CallStore store, Ledger ledger, int requests) throws Exception {
    for (int number = 0; number < requests; number++) {
      if (ledger.decide(next(), START) instanceof LedgerDecision.Done done) {
        done.records().forEach(ledger::apply);
        done.records().forEach(this::tally);
        waiting.add(store.append(done.records()));
        if (waiting.size() > IN_FLIGHT) {
          waiting.remove().get(60, SECONDS);
        }
      }
    }
    while (!waiting.isEmpty()) {
      waiting.remove().get(60, SECONDS);
    }
  }

  /// By the records alone.
  private void tally(LedgerRecord written) {
    switch (written) {
      case EntryAdded entry -> {
        balance = balance.add(BigInteger.valueOf(entry.amountMinor()));
        entries.add(entry.entry());
      }
      case LedgerRecord.HoldPlaced placed ->
          open.put(placed.hold(), BigInteger.valueOf(placed.amountMinor()));
      case LedgerRecord.HoldSettled settled -> open.remove(settled.hold());
      case LedgerRecord.HoldReleased released -> open.remove(released.hold());
      case LedgerRecord.ThresholdCrossed _ -> throw new AssertionError("no thresholds here");
    }
  }

  private void compare(TestDatabase database, CallStore store, Ledger ledger) throws Exception {
    BigInteger held = open.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(BigInteger.valueOf(ledger.balanceMinor())).isEqualTo(balance);
    assertThat(sum(database, "SELECT SUM(amount_minor) FROM ledger_entry")).isEqualTo(balance);
    assertThat(sum(database, "SELECT balance_minor FROM ledger_head")).isEqualTo(balance);
    assertThat(
            sum(
                database,
                "SELECT COALESCE(SUM(amount_minor), 0) FROM ledger_hold" + " WHERE state = 'OPEN'"))
        .isEqualTo(held);
    assertThat(sum(database, "SELECT held_minor FROM ledger_head")).isEqualTo(held);
    assertThat(sum(database, "SELECT -SUM(charged_minor) FROM ledger_hold"))
        .as("each charge has its settled hold")
        .isEqualTo(
            sum(database, "SELECT SUM(amount_minor) FROM ledger_entry WHERE kind = 'CHARGE'"));
    assertThat(pages(store)).isEqualTo(entries.reversed());
    LedgerSnapshot snapshot = store.ledgers().snapshot(ACCOUNT);
    assertThat(BigInteger.valueOf(snapshot.heldMinor())).isEqualTo(held);
    assertThat(ledger.openHolds())
        .extracting(OpenHold::hold)
        .containsExactlyInAnyOrderElementsOf(open.keySet());
  }

  /// The whole ledger, newest first, page by page.
  private static List<EntryId> pages(CallStore store) {
    List<EntryId> all = new ArrayList<>();
    Long before = null;
    LedgerPage page;
    do {
      page = store.ledgers().page(LedgerFilter.of(ACCOUNT), LedgerTable.MAX_LIMIT, before);
      page.entries().forEach(entry -> all.add(entry.entry()));
      before = page.entries().getLast().sequence();
    } while (page.hasMore());
    return all;
  }

  private LedgerRequest next() {
    made++;
    return switch (random.nextInt(20)) {
      case 0 ->
          new LedgerRequest.TopUp(new EntryId("t" + inWindow()), 50_000, Optional.empty(), "");
      case 1 -> new LedgerRequest.Refund(new EntryId("r" + inWindow()), call(), 700);
      case 2 -> new LedgerRequest.Adjust(new EntryId("j" + inWindow()), call(), signed(), "Meta");
      case 3, 4, 5 -> new LedgerRequest.Release(minute());
      case 6, 7, 8, 9, 10, 11 -> new LedgerRequest.Settle(minute(), random.nextLong(1_100));
      default -> new LedgerRequest.Hold(minute(), 1_000);
    };
  }

  private long signed() {
    return random.nextInt(4) == 0 ? -3_000_000 : random.nextLong(-500, 500);
  }

  private HoldId minute() {
    return new HoldId(call(), 1 + random.nextInt(6));
  }

  private CallId call() {
    return new CallId("call_" + inWindow());
  }

  private long inWindow() {
    return (long) made / 16 + random.nextInt(WINDOW);
  }

  private BigInteger sum(TestDatabase database, String sql) throws Exception {
    try (Connection other = database.other(folder);
        var statement = other.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return BigInteger.valueOf(row.getLong(1));
    }
  }

  private CallStore open(TestDatabase database) {
    return CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }
}
