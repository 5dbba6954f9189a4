package io.dering.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

final class HealthTest {
  @Test
  void oneBadCheckMakesTheWholeUnready() {
    AtomicBoolean bound = new AtomicBoolean(true);
    Health health = new Health();
    health.add("media", bound::get, "Bound.", "Not bound.");

    assertThat(health.ready()).isTrue();
    bound.set(false);
    assertThat(health.ready()).isFalse();
    assertThat(health.readiness())
        .containsExactly(
            new Health.Check("draining", true, "Takes new calls."),
            new Health.Check("media", false, "Not bound."));
  }

  @Test
  void aDrainingProcessIsUnreadyFromTheFirstMoment() {
    Health health = new Health();
    try (Metrics metrics = new Metrics()) {
      health.export(metrics);
      assertThat(metrics.scrape()).contains("dering_draining 0.0");
      health.drain();
      assertThat(metrics.scrape()).contains("dering_draining 1.0");
    }
    assertThat(health.ready()).isFalse();
    assertThat(health.draining()).isTrue();
  }
}
