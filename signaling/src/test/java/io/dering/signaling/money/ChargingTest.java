package io.dering.signaling.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.Charging.MinuteCharge;
import io.dering.signaling.tariff.Tariff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChargingTest {
  private static final CallId CALL = new CallId("call_a");
  private static final Instant ANSWERED = Instant.parse("2026-11-26T10:00:00Z");
  private static final Tariff MINUTES = new Tariff("62", 1_000, 60, 0);
  private static final Tariff PULSES = new Tariff("62", 1_000, 6, 0);

  /// BAL-3 and M4: charged minutes are the started ones.
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "59999, 1",
    "60000, 1",
    "60001, 2",
    "61000, 2",
    "120000, 2",
    "120001, 3",
    "3600000, 60",
    "3600001, 61",
  })
  void eachStartedMinuteIsChargedWhole(long talkMs, int minutes) {
    List<MinuteCharge> charges = of(MINUTES).finalCharges(talkMs);
    assertThat(charges)
        .isEqualTo(
            IntStream.rangeClosed(1, minutes)
                .mapToObj(minute -> new MinuteCharge(new HoldId(CALL, minute), 1_000))
                .toList());
  }

  @Test
  void withPulsesOfSixSecondsTheLastMinuteIsChargedInPart() {
    assertThat(of(PULSES).finalCharges(66_001))
        .containsExactly(
            new MinuteCharge(new HoldId(CALL, 1), 1_000),
            new MinuteCharge(new HoldId(CALL, 2), 200));
  }

  /// M4, over every increment: the minutes sum up to the talk, and none costs more than is held.
  @Test
  void theMinutesOfATalkSumUpToItsPrice() {
    SplittableRandom random = new SplittableRandom(4);
    int[] increments = {1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60};
    for (int round = 0; round < 20_000; round++) {
      Tariff tariff =
          new Tariff(
              "62",
              1 + random.nextInt(5_000),
              increments[random.nextInt(increments.length)],
              random.nextInt(4) * 45);
      long talkMs = random.nextLong(600_000);
      List<MinuteCharge> charges = of(tariff).finalCharges(talkMs);
      long sum = charges.stream().mapToLong(MinuteCharge::amountMinor).sum();
      assertThat(sum).as("%s %d", tariff, talkMs).isEqualTo(tariff.chargeMinor(talkMs));
      assertThat(charges).allMatch(charge -> charge.amountMinor() <= tariff.minuteMinor());
      assertThat(charges)
          .extracting(charge -> charge.hold().minute())
          .isEqualTo(IntStream.rangeClosed(1, charges.size()).boxed().toList());
    }
  }

  /// BAL-4: the last paid minute ends there, not before.
  @Test
  void aCallIsPaidUntilItsLastHeldMinuteEnds() {
    Charging charging = of(MINUTES);
    assertThat(charging.paidUntil(1)).isEqualTo(ANSWERED.plusSeconds(60));
    assertThat(charging.paidUntil(2)).isEqualTo(ANSWERED.plusSeconds(120));
    assertThat(charging.minuteAt(ANSWERED)).isEqualTo(1);
    assertThat(charging.minuteAt(ANSWERED.minusSeconds(9))).isEqualTo(1);
    assertThat(charging.minuteAt(ANSWERED.plusMillis(59_999))).isEqualTo(1);
    assertThat(charging.minuteAt(ANSWERED.plusMillis(60_000))).isEqualTo(2);
    assertThat(charging.nextBeginsAfter(ANSWERED.plusSeconds(61)))
        .isEqualTo(ANSWERED.plusSeconds(120));
  }

  /// BAL-4: some milliseconds too late are ours and begin no minute.
  @Test
  void whatMoneyEndedCostsNoMoreThanWasHeld() {
    assertThat(of(MINUTES).finalCharges(120_019, 2)).hasSize(2);
    assertThat(of(MINUTES).finalCharges(119_000, 5)).hasSize(2);
  }

  /// BAL-6 and M6: every open hold has its end.
  @Test
  void atTheEndStartedMinutesAreSettledAndTheRestIsReleased() {
    assertThat(of(PULSES).atTheEnd(open(2, 3), 90_000))
        .containsExactly(
            new LedgerRequest.Settle(new HoldId(CALL, 2), 500),
            new LedgerRequest.Release(new HoldId(CALL, 3)));
    assertThat(of(MINUTES).atTheEnd(open(1, 2), 0))
        .containsExactly(
            new LedgerRequest.Release(new HoldId(CALL, 1)),
            new LedgerRequest.Release(new HoldId(CALL, 2)));
    assertThat(of(MINUTES).atTheEnd(open(1, 1), 60_019))
        .containsExactly(new LedgerRequest.Settle(new HoldId(CALL, 1), 1_000));
  }

  @Test
  void aMinimumIsHeldBeforeTheCallIsPlaced() {
    assertThat(of(MINUTES).minutesAtFirst()).isEqualTo(1);
    Charging twoMinutes = of(new Tariff("62", 1_000, 60, 61));
    assertThat(twoMinutes.minutesAtFirst()).isEqualTo(2);
    assertThat(twoMinutes.finalCharges(1)).hasSize(2);
    assertThat(twoMinutes.finalCharges(0)).isEmpty();
  }

  /// A minute that lasts five seconds costs what a minute costs.
  @Test
  void atAnotherPaceMinutesAreSoonerAndCostTheSame() {
    Charging quick = new Charging(CALL, MINUTES, ANSWERED, new Pace(5));
    assertThat(quick.minuteAt(ANSWERED.plusMillis(4_999))).isEqualTo(1);
    assertThat(quick.minuteAt(ANSWERED.plusSeconds(5))).isEqualTo(2);
    assertThat(quick.paidUntil(2)).isEqualTo(ANSWERED.plusSeconds(10));
    assertThat(quick.finalCharges(5_000)).hasSize(1);
    assertThat(quick.finalCharges(5_001)).hasSize(2);
    assertThat(quick.finalCharges(11_000, 2))
        .extracting(MinuteCharge::amountMinor)
        .containsExactly(1_000L, 1_000L);
    Charging pulses = new Charging(CALL, PULSES, ANSWERED, new Pace(5));
    assertThat(pulses.finalCharges(500))
        .as("a pulse of six seconds in half a second")
        .extracting(MinuteCharge::amountMinor)
        .containsExactly(100L);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 61})
  void aMinuteLastsOneToSixtySeconds(int seconds) {
    assertThatThrownBy(() -> new Pace(seconds)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<OpenHold> open(int from, int to) {
    List<OpenHold> all = new ArrayList<>();
    for (int minute = from; minute <= to; minute++) {
      all.add(new OpenHold(new HoldId(CALL, minute), 1_000));
    }
    return all;
  }

  private static Charging of(Tariff tariff) {
    return new Charging(CALL, tariff, ANSWERED);
  }
}
