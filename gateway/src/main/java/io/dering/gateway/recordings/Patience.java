package io.dering.gateway.recordings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When Meta is asked again. Pure.
///
/// After 5 s, then twice as long each time, up to an hour; until 7 days after the message, when
/// Meta has deleted what it had (Meta reference 5.5).
final class Patience {
  static final Duration META_KEEPS = Duration.ofDays(7);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 20;

  private Patience() {}

  /// When the next attempt is due; empty when there is none.
  static Optional<Instant> next(Recording recording, Fetched.Reason reason, Instant now) {
    if (!reason.isPassing() || recording.firstAt().plus(META_KEEPS).isBefore(now)) {
      return Optional.empty();
    }
    Duration wait = FIRST.multipliedBy(1L << Math.clamp(recording.attempts(), 0, MOST_DOUBLINGS));
    return Optional.of(now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
  }
}
