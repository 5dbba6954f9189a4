package io.dering.sandbox.messages;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/// When customers wrote or called last: for 24 hours the business may write freely (Meta reference
/// 5.4). Goes by the calendar. On the sandbox's context.
public final class Windows {
  private static final Duration OPEN = Duration.ofHours(24);
  private static final int MOST_CUSTOMERS = 2_000;

  private final LinkedHashMap<String, Instant> touched = new LinkedHashMap<>();

  private final InstantSource calendar;

  public Windows(InstantSource calendar) {
    this.calendar = calendar;
  }

  /// The customer wrote, called, or picked up.
  public void touch(String number) {
    touched.putLast(number, calendar.instant());
    if (touched.size() > MOST_CUSTOMERS) {
      touched.pollFirstEntry();
    }
  }

  public boolean isOpen(String number) {
    Instant at = touched.get(number);
    return at != null && calendar.instant().isBefore(at.plus(OPEN));
  }
}
