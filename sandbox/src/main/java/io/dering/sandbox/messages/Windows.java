package io.dering.sandbox.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;

/// When customers wrote or called last: for 24 hours the business may write freely (Meta reference
/// 5.4). On the sandbox's context.
public final class Windows {
  private static final Duration OPEN = Duration.ofHours(24);
  private static final int MOST_CUSTOMERS = 2_000;

  private final LinkedHashMap<String, Instant> touched = new LinkedHashMap<>();

  /// The customer wrote or called.
  public void touch(String number, Instant at) {
    touched.putLast(number, at);
    if (touched.size() > MOST_CUSTOMERS) {
      touched.pollFirstEntry();
    }
  }

  public boolean isOpen(String number, Instant now) {
    Instant at = touched.get(number);
    return at != null && now.isBefore(at.plus(OPEN));
  }
}
