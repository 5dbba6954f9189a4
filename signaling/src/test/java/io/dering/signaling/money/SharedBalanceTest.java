package io.dering.signaling.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.LedgerDecision.Done;
import io.dering.signaling.tariff.Tariff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// BAL-4, BAL-5: calls that share a balance, second by second of virtual time, on too little money.
final class SharedBalanceTest {
  private static final Instant START = Instant.parse("2026-11-26T10:00:00Z");
  private static final int CALLS = 40;

  /// Early enough before a minute begins.
  private static final int HOLD_AHEAD_SECONDS = 10;

  private final Ledger ledger = new Ledger(new AccountId("acme"), new LedgerTerms(1, 1, List.of()));
  private long toppedUp;
  private long charged;

  /// One call; it is over when it has no charging.
  private static final class Talk {
    final Charging charging;
    final Instant hangsUpAt;
    int held = 1;

    Talk(Charging charging, Instant hangsUpAt) {
      this.charging = charging;
      this.hangsUpAt = hangsUpAt;
    }

    Instant endsAt() {
      Instant paidUntil = charging.paidUntil(held);
      return hangsUpAt.isBefore(paidUntil) ? hangsUpAt : paidUntil;
    }

    long talkMs() {
      return endsAt().toEpochMilli() - charging.answeredAt().toEpochMilli();
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theyNeverSpendMoreThanThereIsAndPayForWhatTheyTalked(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Tariff tariff = new Tariff("62", 1_000, seed % 2 == 0 ? 60 : 6, 0);
    topUp("t0", 10_000);
    List<Talk> talks = new ArrayList<>();
    long price = 0;
    int refused = 0;
    int cutOff = 0;
    int begun = 0;
    for (int second = 0; second < 3_600 || !talks.isEmpty(); second++) {
      Instant now = START.plusSeconds(second);
      if (second % 600 == 599) {
        topUp("t" + second, 10_000);
      }
      if (begun < CALLS && random.nextInt(10) == 0) {
        CallId call = new CallId("call_" + begun++);
        if (hold(call, 1)) {
          talks.add(
              new Talk(new Charging(call, tariff, now), now.plusSeconds(1 + random.nextInt(600))));
        } else {
          refused++;
        }
      }
      for (Talk talk : List.copyOf(talks)) {
        Charging charging = talk.charging;
        if (!now.isBefore(talk.endsAt())) {
          cutOff += talk.endsAt().isBefore(talk.hangsUpAt) ? 1 : 0;
          price += tariff.chargeMinor(talk.talkMs());
          charging.atTheEnd(ledger.openHolds(charging.call()), talk.talkMs()).forEach(this::ask);
          talks.remove(talk);
        } else if (!now.isBefore(charging.beginsAt(talk.held + 1).minusSeconds(HOLD_AHEAD_SECONDS))
            && hold(charging.call(), talk.held + 1)) {
          talk.held++;
        }
      }
      assertThat(ledger.availableMinor()).isNotNegative();
    }
    assertThat(charged).as("M4: what was talked, and no more").isEqualTo(price);
    assertThat(ledger.balanceMinor()).isEqualTo(toppedUp - charged);
    assertThat(ledger.heldMinor()).as("M6: every hold has its end").isZero();
    assertThat(refused + cutOff).as("the money did run out").isPositive();
  }

  private void topUp(String id, long amount) {
    ask(new LedgerRequest.TopUp(new EntryId(id), amount, Optional.empty(), ""));
    toppedUp += amount;
  }

  private boolean hold(CallId call, int minute) {
    LedgerDecision decision =
        ledger.decide(new LedgerRequest.Hold(new HoldId(call, minute), 1_000), START);
    if (decision instanceof Done done) {
      done.records().forEach(ledger::apply);
      return true;
    }
    return false;
  }

  private void ask(LedgerRequest request) {
    Done done = (Done) ledger.decide(request, START);
    done.records().forEach(ledger::apply);
    done.records().stream()
        .filter(EntryAdded.class::isInstance)
        .map(EntryAdded.class::cast)
        .filter(entry -> entry.amountMinor() < 0)
        .forEach(entry -> charged -= entry.amountMinor());
  }
}
