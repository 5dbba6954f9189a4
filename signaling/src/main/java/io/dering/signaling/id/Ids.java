package io.dering.signaling.id;

import java.time.Instant;
import java.util.random.RandomGenerator;

/// What ids have in common.
public final class Ids {
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int RANDOM_LENGTH = 20;

  /// In the order of their codes, so that a text that counts up sorts up.
  private static final String DIGITS = "23456789abcdefghijkmnpqrstuvwxyz";

  private static final int BITS_PER_DIGIT = 5;

  /// 45 bits of milliseconds last until the year 3084.
  private static final int TIME_LENGTH = 9;

  private Ids() {}

  static void check(String type, String value, int maxLength) {
    if (value.isEmpty() || value.length() > maxLength) {
      throw new IllegalArgumentException(type + " has 1 to " + maxLength + " characters");
    }
  }

  /// The prefix and 20 characters of base 32: 100 random bits.
  public static String random(String prefix, RandomGenerator random) {
    StringBuilder text = new StringBuilder(prefix.length() + RANDOM_LENGTH).append(prefix);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /// The prefix, the time to the millisecond in 9 characters of base 32, and 11 random ones (55
  /// bits). Texts of a later time sort after those of an earlier one, so what is written about the
  /// calls of a moment lies side by side in an index: a commit of many changes few of its pages.
  public static String timed(String prefix, Instant at, RandomGenerator random) {
    StringBuilder text = new StringBuilder(prefix.length() + RANDOM_LENGTH).append(prefix);
    long millis = at.toEpochMilli();
    for (int place = TIME_LENGTH - 1; place >= 0; place--) {
      text.append(digit(millis >>> (place * BITS_PER_DIGIT)));
    }
    for (int place = TIME_LENGTH; place < RANDOM_LENGTH; place++) {
      text.append(digit(random.nextInt()));
    }
    return text.toString();
  }

  private static char digit(long bits) {
    return DIGITS.charAt((int) (bits & (DIGITS.length() - 1)));
  }
}
