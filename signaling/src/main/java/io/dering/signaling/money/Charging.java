package io.dering.signaling.money;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.tariff.Tariff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one talk costs and when (BAL-3, BAL-6): its minutes begin with the customer's answer.
///
/// Minute `n` runs from `60 (n - 1)` seconds after the answer and is charged as soon as the talk is
/// longer than that: a talk of exactly 60 s is one minute, one of 60.001 s is two (M4). At another
/// [Pace] all of that is sooner.
public record Charging(CallId call, Tariff tariff, Instant answeredAt, Pace pace) {
  /// A talk whose minutes are minutes.
  public Charging(CallId call, Tariff tariff, Instant answeredAt) {
    this(call, tariff, answeredAt, Pace.REAL);
  }

  /// What one minute costs in the end.
  public record MinuteCharge(HoldId hold, long amountMinor) {}

  /// Which minutes must be held before the call is placed: the first, or as many as the tariff's
  /// minimum lasts.
  public int minutesAtFirst() {
    return tariff.minutesAtFirst();
  }

  /// What each of them needs.
  public long minuteMinor() {
    return tariff.minuteMinor();
  }

  /// The minute that runs then, from 1. Before the answer it is the first.
  public int minuteAt(Instant now) {
    long talkMs = Duration.between(answeredAt, now).toMillis();
    return talkMs <= 0 ? 1 : Math.toIntExact(Math.addExact(talkMs / pace.minuteMs(), 1));
  }

  /// When that minute begins.
  public Instant beginsAt(int minute) {
    return answeredAt.plusMillis((minute - 1) * pace.minuteMs());
  }

  /// When the minute after the one that runs then begins: what must be held by then.
  public Instant nextBeginsAfter(Instant now) {
    return beginsAt(minuteAt(now) + 1);
  }

  /// Until when the call may talk (BAL-4).
  ///
  /// @param minutesHeld all from the first, without a gap
  public Instant paidUntil(int minutesHeld) {
    return beginsAt(minutesHeld + 1);
  }

  /// The whole talk by minutes; the amounts sum up to what the tariff says, and none is more than
  /// [#minuteMinor]. Minutes that are held and not named cost nothing. Empty for a call that never
  /// connected (BAL-6).
  ///
  /// @param talkMs 0 or more
  public List<MinuteCharge> finalCharges(long talkMs) {
    long billed = tariff.billedSeconds(pace.moneyMs(talkMs));
    long before = 0;
    List<MinuteCharge> charges = new ArrayList<>();
    for (int minute = 1; (minute - 1) * 60L < billed; minute++) {
      long until = tariff.priceMinor(Math.min(billed, minute * 60L));
      charges.add(new MinuteCharge(new HoldId(call, minute), until - before));
      before = until;
    }
    return List.copyOf(charges);
  }

  /// The same for a talk that money ended: never more than was held. The call hangs up at the end
  /// of its last paid minute and not a millisecond earlier, so that what it lasts beyond is our
  /// lateness, not a started minute.
  public List<MinuteCharge> finalCharges(long talkMs, int minutesHeld) {
    return finalCharges(Math.min(talkMs, minutesHeld * pace.minuteMs())).stream()
        .filter(charge -> charge.hold().minute() <= minutesHeld)
        .toList();
  }

  /// What is still to be done at the end: each of the holds that are open is settled for what its
  /// minute costs, or released when that minute never began.
  ///
  /// @param open of this call; all from the first that is not settled
  /// @param talkMs 0 for a call that never connected
  public List<LedgerRequest> atTheEnd(List<OpenHold> open, long talkMs) {
    int held = open.stream().mapToInt(each -> each.hold().minute()).max().orElse(0);
    List<MinuteCharge> charges = finalCharges(talkMs, held);
    List<LedgerRequest> requests = new ArrayList<>(open.size());
    for (OpenHold each : open) {
      int minute = each.hold().minute();
      requests.add(
          minute <= charges.size()
              ? new LedgerRequest.Settle(each.hold(), charges.get(minute - 1).amountMinor())
              : new LedgerRequest.Release(each.hold()));
    }
    return List.copyOf(requests);
  }
}
