package io.dering.signaling.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// Our id of a call: `call_` and 20 characters of base 32: its time, then 55 random bits. Safe in a
/// log.
public record CallId(String value) {
  private static final String PREFIX = "call_";
  private static final int MAX_LENGTH = 64;

  /// @throws IllegalArgumentException when the text does not begin with `call_` or is too long
  public CallId {
    Ids.check("CallId", value, MAX_LENGTH);
    if (!isCallId(value)) {
      throw new IllegalArgumentException("CallId begins with " + PREFIX);
    }
  }

  /// A new id of a call that begins at that time. Ids of later calls sort after it.
  public static CallId at(Instant time, RandomGenerator random) {
    return new CallId(Ids.timed(PREFIX, time, random));
  }

  /// Whether the text can be a call id: the check for input from outside, which must not throw.
  public static boolean isCallId(String text) {
    return text.length() > PREFIX.length()
        && text.length() <= MAX_LENGTH
        && text.startsWith(PREFIX);
  }

  @Override
  public String toString() {
    return value;
  }
}
