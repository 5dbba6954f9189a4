package io.dering.signaling.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.AccountId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// T4, M1 to M3: a million random requests, each answered as a second ledger says that was made by
/// other means; `-Dledger.seed=…` plays another one.
final class LedgerAuditTest {
  private static final int REQUESTS = 1_000_000;
  private static final long LEAST_TOP_UP = 50_000;
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final AccountId ACME = new AccountId("acme");
  private static final LedgerTerms TERMS =
      new LedgerTerms(LEAST_TOP_UP, LEAST_TOP_UP, List.of(100_000L));

  /// BAL-5 and BAL-7.
  @Test
  void aMillionRandomRequestsAreAnsweredAsTheAuditorSays() {
    long seed = Long.getLong("ledger.seed", 20_261_126);
    RandomRequests requests = new RandomRequests(seed);
    Ledger ledger = new Ledger(ACME, TERMS);
    NaiveLedger auditor = new NaiveLedger(LEAST_TOP_UP);
    BigInteger sum = BigInteger.ZERO;
    Set<LedgerRefusal> refusals = EnumSet.noneOf(LedgerRefusal.class);
    int done = 0;
    for (int number = 0; number < REQUESTS; number++) {
      LedgerRequest request = requests.next();
      LedgerDecision decision = ledger.decide(request, NOW);
      String answer = answer(decision);
      String expected = auditor.answer(request);
      if (decision instanceof LedgerDecision.Done made) {
        made.records().forEach(ledger::apply);
        sum = sum.add(NaiveLedger.sum(made.records()));
        done++;
      } else if (decision instanceof LedgerDecision.Refused refused) {
        refusals.add(refused.why());
      }
      // Said by hand: a million descriptions would take longer than all the rest.
      if (!answer.equals(expected)
          || !auditor.balance().equals(BigInteger.valueOf(ledger.balanceMinor()))
          || !auditor.held().equals(BigInteger.valueOf(ledger.heldMinor()))
          || ledger.availableMinor() < 0) {
        throw new AssertionError(
            "seed=%d, request %d %s: %s, the auditor says %s; balance %d and %d, held %d and %d"
                .formatted(
                    seed,
                    number,
                    request,
                    answer,
                    expected,
                    ledger.balanceMinor(),
                    auditor.balance(),
                    ledger.heldMinor(),
                    auditor.held()));
      }
    }
    assertThat(sum).isEqualTo(BigInteger.valueOf(ledger.balanceMinor()));
    assertThat(ledger.minutesThisMonth(NOW)).isEqualTo(auditor.chargedMinutes());
    assertThat(done).as("requests that moved something").isGreaterThan(REQUESTS / 10);
    EnumSet<LedgerRefusal> all = EnumSet.allOf(LedgerRefusal.class);
    all.remove(LedgerRefusal.STOPPED);
    assertThat(refusals).as("every refusal happened").isEqualTo(all);
  }

  /// BAL-7: a crash at any moment; what was written brings the ledger back as it was.
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void itsRecordsAloneBringALedgerBack(long seed) {
    RandomRequests requests = new RandomRequests(seed);
    Ledger ledger = new Ledger(ACME, TERMS);
    List<LedgerRecord> written = new ArrayList<>();
    for (int number = 0; number < 2_000; number++) {
      if (ledger.decide(requests.next(), NOW) instanceof LedgerDecision.Done done) {
        done.records().forEach(ledger::apply);
        written.addAll(done.records());
      }
    }
    Ledger again = new Ledger(ACME, TERMS);
    written.forEach(again::apply);
    assertThat(again.balanceMinor()).isEqualTo(ledger.balanceMinor());
    assertThat(again.openHolds()).containsExactlyInAnyOrderElementsOf(ledger.openHolds());
    for (int number = 0; number < 2_000; number++) {
      LedgerRequest request = requests.next();
      assertThat(answer(again.decide(request, NOW))).isEqualTo(answer(ledger.decide(request, NOW)));
    }
  }

  private static String answer(LedgerDecision decision) {
    return switch (decision) {
      case LedgerDecision.Done _ -> "done";
      case LedgerDecision.Repeated _ -> "repeated";
      case LedgerDecision.Refused refused -> refused.why().name();
    };
  }
}
