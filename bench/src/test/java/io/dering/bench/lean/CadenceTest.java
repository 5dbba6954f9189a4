package io.dering.bench.lean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CadenceTest {
  private static final long CYCLE_NANOS = 20_000_000L;
  private static final long START = -7_000L;

  @Test
  void everySlotComesOnceInACycleAtItsTime() {
    Cadence cadence = new Cadence(CYCLE_NANOS, 4, START);
    for (int turn = 0; turn < 3; turn++) {
      for (int slot = 0; slot < 4; slot++) {
        assertThat(cadence.dueNanos()).isEqualTo(START + turn * CYCLE_NANOS + slot * 5_000_000L);
        assertThat(cadence.take()).isEqualTo(slot);
      }
    }
  }

  @ParameterizedTest(name = "{0} far ends")
  @ValueSource(ints = {100, 400, 2_000})
  void farEndsSpreadEvenlyOverTheSlots(int count) {
    Cadence cadence = new Cadence(CYCLE_NANOS, 100, 0);
    int[] in = new int[100];
    for (int index = 0; index < count; index++) {
      in[cadence.slotOf(index)]++;
    }
    int each = count / 100;
    for (int slot = 0; slot < 100; slot++) {
      assertThat(in[slot]).as("slot %d", slot).isBetween(each - 2, each + 2);
    }
  }

  @Test
  void whatIsLateStaysDueWhenItWas() {
    Cadence cadence = new Cadence(CYCLE_NANOS, 4, 0);
    cadence.catchUp(199_000_000L);
    assertThat(cadence.leftOut()).isZero();
    assertThat(cadence.dueNanos()).isZero();
  }

  @Test
  void whatIsHopelesslyLateIsLeftOutAndCounted() {
    Cadence cadence = new Cadence(CYCLE_NANOS, 4, 0);
    cadence.catchUp(212_000_000L);
    assertThat(cadence.leftOut()).isEqualTo(3);
    assertThat(cadence.dueNanos()).isEqualTo(15_000_000L);
    assertThat(cadence.take()).isEqualTo(3);
  }

  @Test
  void aCycleIsCutWithoutRemainder() {
    assertThatThrownBy(() -> new Cadence(CYCLE_NANOS, 3, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cadence(CYCLE_NANOS, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
