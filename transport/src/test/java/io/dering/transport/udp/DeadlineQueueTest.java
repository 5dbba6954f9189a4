package io.dering.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.time.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The heap of deadlines against a map that is searched from end to end.
final class DeadlineQueueTest {
  private static final int SLOTS = 150;

  private final Slots slots = new Slots();
  private final DeadlineQueue queue = new DeadlineQueue();

  @AfterEach
  void close() {
    slots.close();
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void whatIsDueComesEarliestFirstAsInANaiveModel(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LegSlot> all = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      all.add(slots.slot());
    }
    Map<LegSlot, Long> model = new HashMap<>();
    // The clock wraps in mid-run.
    long now = Long.MAX_VALUE - 50_000;
    for (int step = 0; step < 100_000; step++) {
      LegSlot slot = all.get(random.nextInt(SLOTS));
      switch (random.nextInt(8)) {
        case 0 -> {
          queue.remove(slot);
          model.remove(slot);
        }
        case 1, 2, 3, 4 -> {
          long deadline = now + random.nextInt(1_000);
          queue.atLatest(slot, deadline);
          Long had = model.get(slot);
          if (had == null || deadline - had < 0) {
            model.put(slot, deadline);
          }
        }
        default -> {
          now += random.nextInt(20);
          pollAllThatIsDue(model, now);
        }
      }
      assertThat(queue.size()).isEqualTo(model.size());
    }
    for (LegSlot slot : List.copyOf(model.keySet())) {
      queue.remove(slot);
    }
    assertThat(queue.size()).isZero();
    assertThat(queue.nextNanos()).isEqualTo(Deadline.NEVER);
  }

  @Test
  void aSlotWithoutADeadlineDoesNotStandInIt() {
    queue.atLatest(slots.slot(), Deadline.NEVER);
    assertThat(queue.size()).isZero();
  }

  private void pollAllThatIsDue(Map<LegSlot, Long> model, long now) {
    for (LegSlot due = queue.poll(now); due != null; due = queue.poll(now)) {
      assertThat(model).as("stood in it").containsKey(due);
      long deadline = java.util.Objects.requireNonNull(model.remove(due));
      for (Long other : model.values()) {
        assertThat(deadline - other).as("the earliest").isLessThanOrEqualTo(0);
      }
      assertThat(deadline - now).as("due").isLessThanOrEqualTo(0);
    }
    for (Long left : model.values()) {
      assertThat(left - now).as("left behind").isPositive();
    }
  }
}
