package io.dering.sandbox.network;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// One clock for everything: the wall at the start plus the nanoseconds since, so that a stepped
/// wall clock moves no limit. From any thread.
public final class SandboxClock implements InstantSource {
  private final LongSupplier nanoClock;
  private final Instant startedAt;
  private final long startedNanos;

  public SandboxClock(LongSupplier nanoClock, InstantSource wallClock) {
    this.nanoClock = nanoClock;
    this.startedAt = wallClock.instant();
    this.startedNanos = nanoClock.getAsLong();
  }

  public long nanos() {
    return nanoClock.getAsLong();
  }

  public Instant at(long nanos) {
    return startedAt.plusNanos(nanos - startedNanos);
  }

  Instant now() {
    return at(nanos());
  }

  @Override
  public Instant instant() {
    return now();
  }
}
