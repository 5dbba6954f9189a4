package io.dering.gateway.charges;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When Meta is asked next. Each pause has a random part, so that gateways that were started
/// together do not ask together.
///
/// @param first before the first round, at most
/// @param every between rounds that worked. Less shows a call's cost earlier, more spares Meta
/// @param again after a round that did not; doubled for each further one, up to `every`
public record Rounds(Duration first, Duration every, Duration again) {
  /// Meta's figures come some hours late.
  public static final Rounds USUAL =
      new Rounds(Duration.ofSeconds(5), Duration.ofHours(6), Duration.ofMinutes(15));

  /// For a stand-in beside this gateway, whose figures are there at once.
  public static final Rounds SANDBOX =
      new Rounds(Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofSeconds(3));

  private static final int MOST_DOUBLINGS = 10;

  Duration start(RandomGenerator random) {
    return Duration.ofMillis(random.nextLong(first.toMillis() + 1));
  }

  /// Three quarters to five quarters of the pause.
  ///
  /// @param failures rounds in a row that did not work
  Duration next(int failures, RandomGenerator random) {
    Duration pause = every;
    if (failures > 0) {
      Duration doubled = again.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
      pause = doubled.compareTo(every) < 0 ? doubled : every;
    }
    long millis = pause.toMillis();
    return Duration.ofMillis(millis - millis / 4 + random.nextLong(millis / 2 + 1));
  }
}
