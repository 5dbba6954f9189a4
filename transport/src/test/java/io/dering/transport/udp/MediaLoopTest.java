package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When the loop looks at what is due, by a clock and an alarm of the test's own.
final class MediaLoopTest {
  private static final long STEP = Duration.ofMillis(1).toNanos();
  private static final long BACKSTOP = Duration.ofMillis(8).toNanos();

  private long nowNanos = 1;
  private final List<Long> rings = new ArrayList<>();
  private Runnable rang = () -> {};
  private final Slots slots =
      new Slots(
          () -> nowNanos,
          told -> {
            rang = told;
            return delay -> rings.add(nowNanos + delay);
          });
  private final LegSlot slot = slots.slot();

  @BeforeEach
  void open() {
    onLoop(() -> slots.loop().open(slot, List.of(), nowNanos));
  }

  @AfterEach
  void close() {
    slots.close();
  }

  @Test
  void theAlarmRingsOnTheGridBehindTheFirstDeadline() {
    turnAt(nowNanos + STEP);
    assertThat(rings).hasSize(1);
    assertThat(rings.getFirst() % STEP).isZero();
    assertThat(rings.getFirst() - slot.queuedNanos).isBetween(0L, STEP - 1);
  }

  @Test
  void aTurnSeesToWhatIsDueWhateverTheAlarmDoes() {
    turnAt(slot.queuedNanos - 1);
    assertThat(slot.leg().closed()).isFalse();
    turnAt(slot.queuedNanos);
    assertThat(slot.leg().closed()).as("nobody answered its checks").isTrue();
  }

  @Test
  void whileTurnsComeFastTheAlarmIsForWhenTheyStop() {
    for (int turn = 0; turn < 100; turn++) {
      turnAt(nowNanos + STEP / 5);
    }
    assertThat(rings).as("set once").hasSize(1);
    onLoop(rang);
    assertThat(rings).hasSize(2);
    assertThat(rings.getLast() - slot.queuedNanos).isBetween(BACKSTOP, BACKSTOP + STEP - 1);
    turnAt(nowNanos + STEP);
    assertThat(rings).as("they have stopped").hasSize(3);
    assertThat(rings.getLast() - slot.queuedNanos).isBetween(0L, STEP - 1);
  }

  /// The two sides of one call may speak in the same millisecond, every 20 ms.
  @Test
  void aFewTurnsThatComeTogetherDoNotMakeItLate() {
    for (int frame = 0; frame < 10; frame++) {
      turnAt(nowNanos + 20 * STEP);
      turnAt(nowNanos + STEP / 5);
      onLoop(rang);
      assertThat(rings.getLast() - slot.queuedNanos).isBetween(0L, STEP - 1);
    }
  }

  @Test
  void howLateItWasAtWorstIsToldOnce() {
    long due = slot.queuedNanos;
    turnAt(due + 3 * STEP);
    assertThat(takeWorstLateNanos()).isEqualTo(3 * STEP);
    assertThat(takeWorstLateNanos()).isZero();
  }

  /// A frame that was due before its leg was ready, say.
  @Test
  void whatIsAddedWhenItIsDueAlreadyIsNotLate() {
    LegSlot next = slots.slot();
    long began = nowNanos;
    long due = slot.queuedNanos;
    onLoop(() -> {
      slots.loop().closed(slot);
      nowNanos = due + 5 * STEP;
      slots.loop().turnBegan();
      slots.loop().open(next, List.of(), began);
      slots.loop().turnEnded();
    });
    assertThat(next.leg().closed()).as("it was seen to").isTrue();
    assertThat(takeWorstLateNanos()).isZero();
  }

  private long takeWorstLateNanos() {
    return Peers.await(
        CompletableFuture.supplyAsync(slots.loop()::takeWorstLateNanos, slots.loop().eventLoop()));
  }

  /// As the end of a datagram's turn.
  private void turnAt(long nanos) {
    onLoop(() -> {
      nowNanos = nanos;
      slots.loop().turnBeganWithRead(1);
      slots.loop().turnEnded();
    });
  }

  /// On the loop's thread, and without the turn that a task of the loop's own is.
  private void onLoop(Runnable what) {
    Peers.await(CompletableFuture.runAsync(what, slots.loop().eventLoop()));
  }
}
