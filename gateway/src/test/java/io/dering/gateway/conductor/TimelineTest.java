package io.dering.gateway.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class TimelineTest {
  @Test
  void aWallClockThatStepsMovesNothingAndIsReported() {
    AtomicReference<Instant> wall = new AtomicReference<>(CallCentre.START);
    AtomicLong nanos = new AtomicLong(-5);
    Timeline clock = new Timeline(wall::get, nanos::get);

    nanos.addAndGet(2_000_000_000L);
    wall.set(CallCentre.START.plusSeconds(7_202));

    assertThat(clock.instant()).isEqualTo(CallCentre.START.plusSeconds(2));
    assertThat(clock.wallAhead()).isEqualTo(Duration.ofHours(2));
  }
}
