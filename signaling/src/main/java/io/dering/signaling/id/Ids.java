package io.dering.signaling.id;

import java.util.random.RandomGenerator;

/// What ids have in common.
public final class Ids {
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int RANDOM_LENGTH = 20;

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
}
