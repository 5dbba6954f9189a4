package io.dering.signaling.id;

final class Ids {
  private Ids() {}

  static void check(String type, String value, int maxLength) {
    if (value.isEmpty() || value.length() > maxLength) {
      throw new IllegalArgumentException(type + " has 1 to " + maxLength + " characters");
    }
  }
}
