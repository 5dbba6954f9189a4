package io.dering.signaling.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// BAL-8: what backends are told of a balance, word by word.
final class MoneyEventTest {
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");
  private static final AccountId ACME = new AccountId("acme");
  private static final CallId CALL = new CallId("call_a");

  @Test
  void aTopUpSaysHowMuchAndByWhom() {
    Event event = Event.of(entry(EntryKind.TOP_UP, 50_000, 0)).orElseThrow();
    assertThat(event.type().wire()).isEqualTo("balance.topped_up");
    assertThat(event.data())
        .isEqualTo(
            "{\"entry\":\"e\",\"amount_minor\":50000,\"balance_minor\":60000,\"by\":\"eka\"}");
  }

  @Test
  void anAdjustmentSaysWhatWasMissing() {
    Event event = Event.of(entry(EntryKind.ADJUSTMENT, -1_000, 500)).orElseThrow();
    assertThat(event.type().wire()).isEqualTo("balance.adjusted");
    assertThat(event.data())
        .isEqualTo(
            "{\"entry\":\"e\",\"amount_minor\":-1000,\"balance_minor\":60000,"
                + "\"call\":\"call_a\",\"short_minor\":500}");
  }

  @Test
  void aLowBalanceSaysBelowWhat() {
    Event event =
        Event.of(new LedgerRecord.ThresholdCrossed(AT, ACME, 20_000, 19_500)).orElseThrow();
    assertThat(event.type().wire()).isEqualTo("balance.low");
    assertThat(event.data()).isEqualTo("{\"threshold_minor\":20000,\"balance_minor\":19500}");
  }

  @Test
  void holdsAndChargesAreNotToldByThemselves() {
    assertThat(Event.of(new LedgerRecord.HoldPlaced(AT, ACME, new HoldId(CALL, 1), 1_000)))
        .isEmpty();
    assertThat(Event.of(entry(EntryKind.CHARGE, -1_000, 0))).isEmpty();
  }

  private static LedgerRecord entry(EntryKind kind, long amount, long missing) {
    return new LedgerRecord.EntryAdded(
        AT,
        ACME,
        2,
        new EntryId("e"),
        kind,
        amount,
        missing,
        60_000,
        kind == EntryKind.TOP_UP ? null : CALL,
        kind == EntryKind.CHARGE ? 1 : 0,
        kind == EntryKind.TOP_UP ? new AgentId("eka") : null,
        null);
  }
}
