package io.dering.signaling.id;

import java.util.random.RandomGenerator;

/// Our id of a call: `call_` and 20 characters of base 32 (100 random bits). Safe in a log.
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

  /// A new id from the given source of randomness.
  public static CallId random(RandomGenerator random) {
    return new CallId(Ids.random(PREFIX, random));
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
