package io.dering.gateway.rest;

/// A number of which the last three digits can be read (RM-8): enough to tell two customers apart,
/// not enough to call one.
final class MaskedNumber {
  private static final int SHOWN = 3;

  private MaskedNumber() {}

  static String of(String number) {
    int hidden = Math.max(0, number.length() - SHOWN);
    return "*".repeat(hidden) + number.substring(hidden);
  }
}
