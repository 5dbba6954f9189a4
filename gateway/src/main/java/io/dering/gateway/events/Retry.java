package io.dering.gateway.events;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a delivery is tried again, and when not any more. Pure.
///
/// | the attempt got           | the delivery                              | the endpoint                |
/// |---------------------------|-------------------------------------------|-----------------------------|
/// | 2xx                       | delivered                                 | goes on                     |
/// | 410                       | given up                                  | is switched off             |
/// | another status            | again after 5 s, doubled up to an hour    | goes on with the next event |
/// | no answer, no connection  | again with the endpoint                   | pauses 5 s, doubled up to 60 s |
///
/// A delivery whose event is three days old is given up by its next failed attempt: a weekend is
/// missed by nobody. More keeps dead endpoints busy, less loses events of long outages.
final class Retry {
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int MOST_DOUBLINGS = 20;

  private Retry() {}

  /// After a status that was no success.
  ///
  /// @param attempts made so far, this one included
  static Delivery.Outcome refused(StoredEvent event, int attempts, int status, Instant now) {
    return outcome(event, doubled(attempts, LONGEST), now, status, null);
  }

  /// After no answer at all; the endpoint's pause decides when it is tried again.
  static Delivery.Outcome unreachable(StoredEvent event, String failure, Instant now) {
    return outcome(event, Duration.ZERO, now, null, failure);
  }

  /// How long an endpoint pauses that did not answer so many times in a row.
  static Duration pause(int failures) {
    return doubled(failures, LONGEST_PAUSE);
  }

  private static Delivery.Outcome outcome(
      StoredEvent event,
      Duration after,
      Instant now,
      @Nullable Integer status,
      @Nullable String failure) {
    boolean old = event.at().plus(GIVEN_UP_AFTER).isBefore(now);
    return new Delivery.Outcome(
        old ? Delivery.State.DEAD : Delivery.State.WAITING, now, now.plus(after), status, failure);
  }

  private static Duration doubled(int times, Duration longest) {
    Duration wait = FIRST.multipliedBy(1L << Math.clamp(times - 1L, 0, MOST_DOUBLINGS));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
