package io.dering.gateway.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.switchboard.Admission;
import io.dering.signaling.switchboard.Fact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How long facts wait, by a clock of the test's.
final class FactQueueTest {
  private static final Fact FACT = new Fact.AdmissionSet(Admission.ALL);

  private long nowNanos = 7;
  private final FactQueue queue = new FactQueue(10, () -> nowNanos);

  @Test
  void itsLagIsTheOldestWait() {
    assertThat(queue.lagNanos()).isZero();
    queue.offer(FACT);
    nowNanos += 100;
    queue.offer(FACT);
    nowNanos += 50;
    assertThat(queue.lagNanos()).isEqualTo(150);
    assertThat(queue.takeLagNanos()).isEqualTo(150);
  }

  /// Who looks at an empty queue knows what there was to wait for, once.
  @Test
  void theWaitOfThoseTakenLastIsToldOnce() {
    queue.offer(FACT);
    nowNanos += 100;
    queue.offer(FACT);
    nowNanos += 50;
    take();
    take();
    assertThat(queue.lagNanos()).isZero();
    assertThat(queue.takeLagNanos()).isEqualTo(150);
    assertThat(queue.takeLagNanos()).isZero();
  }

  @Test
  void onlyThoseTakenLastCount() {
    queue.offer(FACT);
    nowNanos += 150;
    take();
    queue.offer(FACT);
    nowNanos += 20;
    take();
    assertThat(queue.takeLagNanos()).isEqualTo(20);
  }

  private void take() {
    List<FactQueue.Queued> batch = new ArrayList<>();
    queue.takeNow(batch, 10);
  }
}
