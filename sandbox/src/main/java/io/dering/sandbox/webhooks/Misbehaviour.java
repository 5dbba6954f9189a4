package io.dering.sandbox.webhooks;

import java.time.Duration;

/// How webhooks go astray. Chances are 0 to 1 and are drawn per webhook from the seed.
///
/// @param duplicate chance that a webhook is sent twice
/// @param reorder chance that a call's connect is held back until its terminate has been sent
/// @param reorderHold how long a held connect waits for its terminate at most; less lets calls that
///   are held and not hung up still be answered
/// @param delay chance that a webhook leaves late
/// @param maxDelay the longest such delay
/// @param seed the same seed and the same calls misbehave the same way
public record Misbehaviour(
    double duplicate,
    double reorder,
    Duration reorderHold,
    double delay,
    Duration maxDelay,
    long seed) {
  /// A Meta on its best day.
  public static final Misbehaviour NONE =
      new Misbehaviour(0, 0, Duration.ofSeconds(3), 0, Duration.ofSeconds(2), 1);

  public Misbehaviour {
    chance(duplicate, "duplicate");
    chance(reorder, "reorder");
    chance(delay, "delay");
    atMostAMinute(reorderHold, "reorderHold");
    atMostAMinute(maxDelay, "maxDelay");
  }

  private static void chance(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be between 0 and 1");
    }
  }

  private static void atMostAMinute(Duration value, String name) {
    if (value.isNegative() || value.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(name + " must be between 0 and 60 s");
    }
  }
}
