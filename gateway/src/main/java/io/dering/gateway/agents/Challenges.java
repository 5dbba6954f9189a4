package io.dering.gateway.agents;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Whether a page's own script still runs. It is asked every few seconds; whatever it says is an
/// answer. A browser that has frozen the page answers WebSocket pings and ICE checks all the same,
/// but runs no script, and so nothing of this. Time is an argument.
final class Challenges {
  /// Challenges that wait in a page that does not read them. More of them would all be answered in
  /// one go when it wakes, and a page may not say that much at once.
  static final int MOST_OPEN = 3;

  /// When we look later than this after the moment, our own loop was held up, and what the page has
  /// said may still wait to be read.
  static final long LATE_NANOS = 500_000_000L;

  private final long unansweredNanos;
  private long spokenNanos;
  private long dueNanos;
  private long lastId;
  private int open;
  private boolean silent;

  Challenges(Duration unanswered, long nowNanos) {
    this.unansweredNanos = unanswered.toNanos();
    this.spokenNanos = nowNanos;
    this.dueNanos = nowNanos + unansweredNanos;
  }

  /// The id of the challenge to send now; empty while enough of them wait.
  OptionalLong next() {
    if (open == MOST_OPEN) {
      return OptionalLong.empty();
    }
    open++;
    return OptionalLong.of(++lastId);
  }

  /// Whether the page has said something since it was last asked.
  boolean isAnswered() {
    return open == 0;
  }

  /// The page has said something; whether that ends a silence that was told.
  boolean spoken(long nowNanos) {
    boolean back = silent;
    open = 0;
    silent = false;
    spokenNanos = nowNanos;
    dueNanos = nowNanos + unansweredNanos;
    return back;
  }

  /// How long the page has been silent, once for each silence that became too long.
  Optional<Duration> silence(long nowNanos) {
    long lateNanos = nowNanos - dueNanos;
    if (silent || lateNanos < 0) {
      return Optional.empty();
    }
    if (lateNanos > LATE_NANOS) {
      dueNanos = nowNanos + LATE_NANOS;
      return Optional.empty();
    }
    silent = true;
    return Optional.of(Duration.ofNanos(nowNanos - spokenNanos));
  }

  boolean isSilent() {
    return silent;
  }

  /// Until it is worth looking.
  long leftNanos(long nowNanos) {
    return Math.max(0, dueNanos - nowNanos);
  }
}
