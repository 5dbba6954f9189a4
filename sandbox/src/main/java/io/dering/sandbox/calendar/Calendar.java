package io.dering.sandbox.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The sandbox's calendar: what permissions, request limits, 24-hour windows and months go by.
/// Begins with the clock; may be moved on and may run faster, never back.
///
/// Calls keep to the clock: nobody can talk faster. Whatever the calendar's instants are told to
/// the business as, they are told in real time (see [#real]), so that a business whose own clock is
/// real finds a permission over when the sandbox does.
public final class Calendar implements InstantSource {
  /// A day in 10 ms.
  public static final double FASTEST = 8_640_000;

  private static final Duration FURTHEST = Duration.ofDays(3_650);

  private final InstantSource clock;
  private Instant realAnchor;
  private Instant anchor;
  private double speed = 1;

  public Calendar(InstantSource clock) {
    this.clock = clock;
    this.realAnchor = clock.instant();
    this.anchor = realAnchor;
  }

  /// What the calendar says now.
  @Override
  public Instant instant() {
    return at(clock.instant());
  }

  /// By how much it is ahead of the clock.
  public Duration ahead() {
    Instant real = clock.instant();
    return Duration.between(real, at(real));
  }

  public double speed() {
    return speed;
  }

  /// Skips that much time.
  ///
  /// @return false, and nothing is changed, when it is negative or the calendar would be ten years
  ///   ahead
  public boolean advance(Duration by) {
    if (by.isNegative() || ahead().plus(by).compareTo(FURTHEST) > 0) {
      return false;
    }
    anchorAt(clock.instant());
    anchor = anchor.plus(by);
    return true;
  }

  /// From now on a second of the clock is `times` seconds of the calendar.
  ///
  /// @param times 1 to [#FASTEST]
  public void run(double times) {
    if (!(times >= 1 && times <= FASTEST)) {
      throw new IllegalArgumentException("times must be between 1 and " + FASTEST);
    }
    anchorAt(clock.instant());
    speed = times;
  }

  /// When, on the clock, the calendar will say (or said) `instant`, at the speed of now.
  public Instant real(Instant instant) {
    Instant now = clock.instant();
    return now.plus(scaled(Duration.between(at(now), instant), 1 / speed));
  }

  private Instant at(Instant real) {
    return anchor.plus(scaled(Duration.between(realAnchor, real), speed));
  }

  private void anchorAt(Instant real) {
    anchor = at(real);
    realAnchor = real;
  }

  private static Duration scaled(Duration duration, double by) {
    if (by == 1) {
      return duration;
    }
    double nanos = (duration.getSeconds() * 1e9 + duration.getNano()) * by;
    return Duration.ofSeconds((long) (nanos / 1e9)).plusNanos((long) (nanos % 1e9));
  }
}
