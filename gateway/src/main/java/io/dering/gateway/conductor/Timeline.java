package io.dering.gateway.conductor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time of the process: the wall clock at start plus the nanoseconds since, so that it never
/// steps, whatever is done to the wall clock. Any thread.
public final class Timeline implements InstantSource {
  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Instant startedAt;
  private final long startedNanos;

  /// @param wall the time of day
  /// @param nanos monotonic
  public Timeline(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.startedAt = wall.instant();
    this.startedNanos = nanos.getAsLong();
  }

  @Override
  public Instant instant() {
    return startedAt.plusNanos(nanos.getAsLong() - startedNanos);
  }

  /// The monotonic clock itself.
  public long nanos() {
    return nanos.getAsLong();
  }

  /// How far the wall clock is ahead of us: it was stepped by so much since the start.
  public Duration wallAhead() {
    return Duration.between(instant(), wall.instant());
  }
}
