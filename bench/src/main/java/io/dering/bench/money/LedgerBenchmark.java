package io.dering.bench.money;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.money.Ledger;
import io.dering.signaling.money.LedgerDecision;
import io.dering.signaling.money.LedgerRequest;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import io.dering.signaling.tariff.Tariff;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A ledger while so many calls talk on it: a minute is held, decided and applied; a minute is held
/// and settled; a hold is refused; a number's price is found in a card of 230 prefixes in six
/// tiers.
///
/// ```
/// make bench BENCH=LedgerBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseZGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final PhoneNumber NUMBER = new PhoneNumber("6281234567890");
  private static final long[] TIERS = {0, 50_000, 250_000, 1_000_000, 2_500_000, 5_000_000};

  @Param({"100", "100000"})
  int talking = 100;

  private Ledger ledger = new Ledger(new AccountId("bench"), LedgerTerms.DEFAULT);
  private RateCard card = card();
  private CallId call = new CallId("call_bench");
  private int minute;
  private int calls;

  @Setup
  public void talk() {
    ledger = new Ledger(new AccountId("bench"), LedgerTerms.DEFAULT);
    card = card();
    apply(
        new LedgerRequest.TopUp(
            new EntryId("bench"), Ledger.MAX_MINOR, Optional.empty(), "everything"));
    for (int number = 0; number < talking; number++) {
      apply(new LedgerRequest.Hold(new HoldId(new CallId("call_" + number), 1), 1));
    }
    next();
  }

  /// Of a call that has talked up to ten minutes; the hold and its end, which is what a minute
  /// costs.
  @Benchmark
  public boolean holdAndSettle() {
    HoldId hold = minute();
    return apply(new LedgerRequest.Hold(hold, 1)) & apply(new LedgerRequest.Settle(hold, 1));
  }

  /// The first half of it, given back at once.
  @Benchmark
  public boolean holdAndRelease() {
    HoldId hold = minute();
    return apply(new LedgerRequest.Hold(hold, 1)) & apply(new LedgerRequest.Release(hold));
  }

  @Benchmark
  public LedgerDecision refusedHold() {
    return ledger.decide(new LedgerRequest.Hold(new HoldId(call, 100), Ledger.MAX_MINOR + 1), NOW);
  }

  @Benchmark
  public Optional<Tariff> price() {
    return card.tariff(NUMBER, NOW, 60_000);
  }

  private HoldId minute() {
    if (++minute > 10) {
      next();
    }
    return new HoldId(call, minute);
  }

  private void next() {
    minute = 1;
    call = new CallId("call_next_" + calls++);
  }

  private boolean apply(LedgerRequest request) {
    if (ledger.decide(request, NOW) instanceof LedgerDecision.Done done) {
      for (var each : done.records()) {
        ledger.apply(each);
      }
      return true;
    }
    throw new IllegalStateException("refused: " + request);
  }

  private static RateCard card() {
    LocalDate day = LocalDate.of(2026, 10, 1);
    List<RateRow> rows = new ArrayList<>();
    for (int prefix = 20; prefix < 250; prefix++) {
      for (int tier = 0; tier < TIERS.length; tier++) {
        Long to = tier + 1 < TIERS.length ? TIERS[tier + 1] : null;
        rows.add(new RateRow(Integer.toString(prefix), day, TIERS[tier], to, 1_000 - tier));
      }
    }
    return new RateCard("IDR", 60, 0, rows);
  }
}
