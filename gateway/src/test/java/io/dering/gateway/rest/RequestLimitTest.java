package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RequestLimitTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RequestLimit limit = new RequestLimit(3, 2, nanos::get);

  @Test
  void aBurstGoesThroughAndThenTheRateRules() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("crm")).isZero();
    }
    assertThat(limit.take("crm")).isEqualTo(Duration.ofSeconds(1));
    assertThat(limit.take("shop")).isZero();
    nanos.addAndGet(499_000_000);
    assertThat(limit.take("crm")).isPositive();
    nanos.addAndGet(1_000_000);
    assertThat(limit.take("crm")).isZero();
    assertThat(limit.take("crm")).isPositive();
  }

  @Test
  void aLongSilenceFillsTheBucketAndNoMore() {
    for (int i = 0; i < 4; i++) {
      limit.take("crm");
    }
    nanos.addAndGet(Duration.ofHours(1).toNanos());
    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("crm")).isZero();
    }
    assertThat(limit.take("crm")).isPositive();
  }

  @Test
  void aSlowBucketSaysHowLongItTakes() {
    var slow = new RequestLimit(1, 0.1, nanos::get);
    assertThat(slow.take("crm")).isZero();
    assertThat(slow.take("crm")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aCrowdIsForgottenOldestFirst() {
    for (int i = 0; i < 4; i++) {
      limit.take("crm");
    }
    for (int i = 0; i < RequestLimit.MOST_CALLERS; i++) {
      limit.take("address " + i);
    }
    assertThat(limit.take("crm")).isZero();
  }
}
