package io.dering.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.switchboard.Admission;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Samples come once a second.
final class LoadGateTest {
  private static final LoadMarks MARKS = new LoadMarks(85, 100, 50_000);
  private static final Load IDLE = load(10, 0, 100);
  private static final Load STORM = load(97, 3, 100);

  /// Above what is calm, below what is too much.
  private static final Load BUSY = load(75, 3, 100);

  private final LoadGate gate = new LoadGate(MARKS);
  private long seconds;

  @Test
  void aBurstOfUnderFiveSecondsRefusesNobody() {
    assertThat(after(5, STORM)).isEqualTo(Admission.ALL);
    assertThat(after(1, IDLE)).isEqualTo(Admission.ALL);
    assertThat(after(5, STORM)).isEqualTo(Admission.ALL);
  }

  @Test
  void theBusinesssCallsGoFirstAndCustomersCallsFiveSecondsLater() {
    assertThat(after(6, STORM)).isEqualTo(Admission.INBOUND);
    assertThat(after(4, STORM)).isEqualTo(Admission.INBOUND);
    assertThat(after(1, STORM)).isEqualTo(Admission.NONE);
    assertThat(after(60, STORM)).isEqualTo(Admission.NONE);
  }

  @Test
  void itOpensWithinFiveSecondsAfterTheLoadHasFallen() {
    after(20, STORM);
    assertThat(after(3, IDLE)).isEqualTo(Admission.NONE);
    assertThat(after(1, IDLE)).isEqualTo(Admission.ALL);
  }

  @Test
  void betweenTheMarksNothingChanges() {
    assertThat(after(60, BUSY)).isEqualTo(Admission.ALL);
    after(6, STORM);
    assertThat(after(60, BUSY)).isEqualTo(Admission.INBOUND);
  }

  @Test
  void eachMarkIsOneByItself() {
    assertThat(new LoadGate(MARKS).take(load(85, 0, 0), 0)).isEqualTo(Admission.ALL);
    for (Load load : new Load[] {load(85, 0, 0), load(0, 100, 0), load(0, 0, 50_000)}) {
      LoadGate one = new LoadGate(MARKS);
      one.take(load, 0);
      assertThat(one.take(load, LoadGate.SUSTAINED_NANOS)).isEqualTo(Admission.INBOUND);
    }
  }

  @Test
  void aMarkOfZeroIsNone() {
    LoadGate any = new LoadGate(new LoadMarks(0, 0, 0));
    Load much = load(100, 60_000, 10_000_000);
    any.take(much, 0);
    assertThat(any.take(much, 10 * LoadGate.SUSTAINED_NANOS)).isEqualTo(Admission.ALL);
  }

  /// What is not known may be anything but little.
  @Test
  void withoutAWordOfTheMediaThreadItNeitherOpensNorForgetsWhatItHasSeen() {
    after(20, STORM);
    assertThat(after(60, new Load(10, 0, 100, false))).isEqualTo(Admission.NONE);
    assertThat(after(3, IDLE)).isEqualTo(Admission.NONE);
    assertThat(after(1, IDLE)).isEqualTo(Admission.ALL);
    after(5, STORM);
    assertThat(after(1, new Load(97, 3, 100, false))).isEqualTo(Admission.INBOUND);
  }

  /// T15: the calls that it lets in bring the load back, which must not become a rhythm.
  @Test
  void itOpensOnceInThirtySecondsHoweverTheLoadSwings() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LoadGate swinging = new LoadGate(MARKS);
      Admission before = Admission.ALL;
      long opened = Long.MIN_VALUE / 2;
      for (long second = 0; second < 600; second++) {
        // For some seconds one, then the other.
        Load load = random.nextInt(8) == 0 ? IDLE : second / 6 % 2 == 0 ? STORM : IDLE;
        Admission now = swinging.take(load, nanos(second));
        if (now == Admission.ALL && before != Admission.ALL) {
          assertThat(second - opened).as("seed %d", seed).isGreaterThanOrEqualTo(30);
          opened = second;
        }
        before = now;
      }
      assertThat(opened).as("it opened at all").isPositive();
    }
  }

  private Admission after(int samples, Load load) {
    Admission last = Admission.ALL;
    for (int i = 0; i < samples; i++) {
      last = gate.take(load, nanos(seconds++));
    }
    return last;
  }

  private static Load load(double cpuPercent, long lagMs, long packetsPerS) {
    return new Load(cpuPercent, lagMs, packetsPerS, true);
  }

  private static long nanos(long second) {
    return second * 1_000_000_000L;
  }
}
