package io.dering.media.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.media.net.RelayCore.Direction;
import io.dering.media.net.RelayCore.Leaving;
import io.dering.media.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RelayCoreTest {
  private static final long MS = 1_000_000;

  private final RelayCore<String> relay = new RelayCore<>(1);

  @Test
  void aDatagramLeavesWhenItsTimeHasComeAndNotBefore() {
    relay.conditions(Conditions.PERFECT.withDelayMs(30));
    relay.enter(Direction.OUT, "a", new byte[] {7}, 5 * MS);
    assertThat(relay.nextNanos()).isEqualTo(35 * MS);
    assertThat(relay.poll(35 * MS - 1)).isNull();
    List<Leaving<String>> leaving = drain(relay, 35 * MS);
    assertThat(leaving).extracting(Leaving::flow).containsExactly("a");
    assertThat(leaving).extracting(Leaving::direction).containsExactly(Direction.OUT);
    assertThat(leaving.getFirst().datagram()).containsExactly(7);
    assertThat(relay.nextNanos()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void bothDirectionsHaveTheirOwnConditions() {
    relay.line(Direction.OUT).conditions(Conditions.CUT);
    relay.enter(Direction.OUT, "a", new byte[1], 0);
    relay.enter(Direction.BACK, "a", new byte[2], 0);
    assertThat(drain(relay, 0)).extracting(Leaving::direction).containsExactly(Direction.BACK);
    assertThat(relay.line(Direction.OUT).counts().lost()).isOne();
    assertThat(relay.line(Direction.BACK).counts().lost()).isZero();
  }

  @Test
  void theSameSeedAndTheSameDatagramsLeaveInTheSameOrder() {
    assertThat(order(3)).isEqualTo(order(3)).isNotEqualTo(order(4));
  }

  /// One direction's traffic changes nothing in the other's fate.
  @Test
  void theDirectionsDoNotShareTheirChance() {
    RelayCore<String> busy = new RelayCore<>(5);
    RelayCore<String> quiet = new RelayCore<>(5);
    Conditions bad = Conditions.PERFECT.withLoss(0.3);
    busy.conditions(bad);
    quiet.conditions(bad);
    for (int i = 0; i < 500; i++) {
      busy.enter(Direction.OUT, "a", new byte[1], i);
      busy.enter(Direction.BACK, "a", new byte[1], i);
      quiet.enter(Direction.OUT, "a", new byte[1], i);
    }
    assertThat(busy.line(Direction.OUT).counts()).isEqualTo(quiet.line(Direction.OUT).counts());
  }

  @Test
  void aShellThatDoesNotPollIsTold() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1_000_000; i++) {
                relay.enter(Direction.OUT, "a", new byte[0], 0);
              }
            })
        .isInstanceOf(IllegalStateException.class);
  }

  private static List<Integer> order(long seed) {
    RelayCore<String> relay = new RelayCore<>(seed);
    relay.conditions(
        Conditions.PERFECT.withLoss(0.1).withJitterMs(80).withReorder(0.1, 50).withDuplicate(0.1));
    for (int i = 0; i < 200; i++) {
      relay.enter(Direction.OUT, "a", new byte[] {(byte) i}, 20L * i * MS);
    }
    return drain(relay, 10_000 * MS).stream().map(leaving -> leaving.datagram()[0] & 0xFF).toList();
  }

  private static List<Leaving<String>> drain(RelayCore<String> relay, long nowNanos) {
    List<Leaving<String>> all = new ArrayList<>();
    for (var next = relay.poll(nowNanos); next != null; next = relay.poll(nowNanos)) {
      all.add(next);
    }
    return all;
  }
}
