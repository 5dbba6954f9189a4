package io.dering.sandbox.pricing;

import io.dering.sandbox.calls.Customer;
import java.time.Duration;
import java.time.Instant;

/// A call that was answered and is over.
///
/// @param byBusiness whether the business called
/// @param from the pickup
public record Talk(boolean byBusiness, Customer customer, Instant from, Instant until) {
  private static final long PULSE_NANOS = 6_000_000_000L;

  /// Begun pulses of six seconds.
  int pulses() {
    return (int) Math.ceilDiv(Duration.between(from, until).toNanos(), PULSE_NANOS);
  }
}
