package io.dering.signaling.switchboard;

import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.Charging;
import io.dering.signaling.tariff.Tariff;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one call of the business's costs so far, and until when it is paid for.
final class Bill {
  private final Tariff tariff;
  private @Nullable Charging charging;
  private int minutesHeld;
  private int minutesStored;
  private int minutesSettled;
  private long chargedMinor;
  private long talkMs;
  private boolean over;

  Bill(Tariff tariff) {
    this.tariff = tariff;
  }

  Tariff tariff() {
    return tariff;
  }

  /// Since the customer answered; null before.
  @Nullable Charging charging() {
    return charging;
  }

  void answered(Charging since) {
    charging = since;
  }

  /// All minutes from the first to this one are set aside.
  int minutesHeld() {
    return minutesHeld;
  }

  void held(int minute) {
    minutesHeld = minute;
  }

  /// All minutes from the first to this one are set aside, and the store has it: only they may be
  /// talked (M3).
  void stored(int minute) {
    minutesStored = Math.max(minutesStored, minute);
  }

  int minutesSettled() {
    return minutesSettled;
  }

  void settled(HoldId minute) {
    minutesSettled = Math.max(minutesSettled, minute.minute());
  }

  /// What the account has paid for the call, less what was given back.
  long chargedMinor() {
    return chargedMinor;
  }

  void charged(long moreMinor) {
    chargedMinor += moreMinor;
  }

  /// How long was talked by our own clock, once it is over.
  long talkMs() {
    return talkMs;
  }

  void over(long talkedMs) {
    over = true;
    talkMs = talkedMs;
  }

  boolean isOver() {
    return over;
  }

  /// Until when may be talked, as the customer answered then.
  Instant paidUntil(Charging since) {
    return since.paidUntil(minutesStored);
  }
}
