package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.CallId;
import io.dering.signaling.money.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Minutes that last seconds, for trying (the sandbox).
class ShortMinutesTest extends PaidStage {
  /// For trying: what Meta tells in whole seconds corrects nothing then.
  @Test
  void twoMinutesOfMoneyCanBeOverInTenSeconds() {
    stage = stage(60, 0, 1, new Pace(5));
    topUp(2 * MINUTE);
    CallId call = talking("a", AYU);
    stage.pass(Duration.ofSeconds(5));
    confirm();
    stage.pass(Duration.ofSeconds(5).minusMillis(1));
    assertThat(stage.records(CallRecord.CallClosed.class)).isEmpty();
    stage.pass(Duration.ofMillis(1)).handle(Stage.pickedUpTerminate("a", stage.now(), 4));
    assertThat(stage.closed(call))
        .extracting(
            CallRecord.CallClosed::reason,
            CallRecord.CallClosed::talkMs,
            CallRecord.CallClosed::chargeMinor)
        .containsExactly(EndReason.BALANCE_SPENT, 10_000L, 2 * MINUTE);
    assertThat(balance()).isZero();
    assertThat(held()).isZero();
  }
}
