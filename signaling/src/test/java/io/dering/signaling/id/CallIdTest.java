package io.dering.signaling.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CallIdTest {
  private static final Instant NOON = Instant.parse("2026-10-05T12:00:00Z");
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void a_later_call_sorts_after_an_earlier_one() {
    List<String> ids = new ArrayList<>();
    for (Duration later :
        List.of(
            Duration.ZERO,
            Duration.ofMillis(1),
            Duration.ofMillis(31),
            Duration.ofMillis(32),
            Duration.ofHours(1),
            Duration.ofDays(40),
            Duration.ofDays(36_500))) {
      ids.add(CallId.at(NOON.plus(later), random).value());
    }

    assertThat(ids).isSorted();
  }

  @Test
  void calls_of_the_same_millisecond_have_different_ids() {
    HashSet<CallId> ids = new HashSet<>();
    for (int call = 0; call < 10_000; call++) {
      ids.add(CallId.at(NOON, random));
    }

    assertThat(ids).hasSize(10_000);
  }

  @Test
  void an_id_is_what_the_contract_says() {
    assertThat(CallId.at(NOON, random).value()).matches("call_[a-z0-9]{20}");
  }
}
