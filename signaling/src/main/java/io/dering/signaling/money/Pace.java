package io.dering.signaling.money;

import java.time.Duration;

/// How long a minute of money lasts on the clock. A minute, except where somebody tries in seconds
/// what becomes of a talk when its money ends (the sandbox).
///
/// @param minuteSeconds 1 to 60
public record Pace(int minuteSeconds) {
  /// Minutes are minutes.
  public static final Pace REAL = new Pace(60);

  private static final long MINUTE_MS = 60_000;

  /// @throws IllegalArgumentException below 1 or above 60
  public Pace {
    if (minuteSeconds < 1 || minuteSeconds > 60) {
      throw new IllegalArgumentException("A minute lasts 1 to 60 s, not " + minuteSeconds);
    }
  }

  public boolean isReal() {
    return minuteSeconds == 60;
  }

  /// By the clock.
  long minuteMs() {
    return Duration.ofSeconds(minuteSeconds).toMillis();
  }

  /// What a talk of that length is charged as.
  ///
  /// @param talkMs by the clock
  long moneyMs(long talkMs) {
    return isReal() ? talkMs : Math.ceilDiv(Math.multiplyExact(talkMs, MINUTE_MS), minuteMs());
  }
}
