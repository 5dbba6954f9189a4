package io.dering.signaling.tariff;

/// What a call costs, fixed when it is placed: a card or a tier that changes later does not touch
/// it.
///
/// @param prefix the digits of the card's row that was longest
/// @param pricePerMinuteMinor above 0
/// @param incrementSeconds what each started one of is charged whole; divides a minute
/// @param minimumSeconds what a talk costs at least, 0 for none
public record Tariff(
    String prefix, long pricePerMinuteMinor, int incrementSeconds, int minimumSeconds) {
  private static final long SECONDS_OF_MINUTE = 60;

  /// @throws IllegalArgumentException for a price, increment or minimum out of range
  public Tariff {
    if (pricePerMinuteMinor < 1
        || pricePerMinuteMinor > RateCard.MAX_PRICE_MINOR
        || !RateCard.isIncrement(incrementSeconds)
        || minimumSeconds < 0
        || minimumSeconds > RateCard.MAX_MINIMUM_SECONDS) {
      throw new IllegalArgumentException("A tariff has a price and an increment in their ranges");
    }
  }

  /// What a whole minute costs: what is held for one.
  public long minuteMinor() {
    return pricePerMinuteMinor;
  }

  /// Which minutes must be held before a call is placed: the first, or as many as the minimum
  /// lasts.
  public int minutesAtFirst() {
    return Math.max(1, Math.ceilDiv(minimumSeconds, 60));
  }

  /// What a talk of that length costs: its started increments, at least the minimum; nothing for
  /// one that never connected (BAL-6). A fraction of a minor unit is rounded up, once, over the
  /// whole talk.
  ///
  /// @param talkMs 0 or more
  /// @throws ArithmeticException when the price does not fit, which is no talk of this world
  public long chargeMinor(long talkMs) {
    return priceMinor(billedSeconds(talkMs));
  }

  /// The seconds that a talk is charged for.
  ///
  /// @throws IllegalArgumentException below 0
  public long billedSeconds(long talkMs) {
    if (talkMs < 0) {
      throw new IllegalArgumentException("A talk lasts 0 ms or more, not " + talkMs);
    }
    if (talkMs == 0) {
      return 0;
    }
    long seconds = Math.max(minimumSeconds, Math.ceilDiv(talkMs, 1_000L));
    return Math.multiplyExact(Math.ceilDiv(seconds, (long) incrementSeconds), incrementSeconds);
  }

  /// The price of so many seconds, rounded up.
  ///
  /// @throws ArithmeticException when it does not fit
  public long priceMinor(long seconds) {
    long minutes =
        Math.multiplyExact(Math.floorDiv(seconds, SECONDS_OF_MINUTE), pricePerMinuteMinor);
    long rest = Math.floorMod(seconds, SECONDS_OF_MINUTE) * pricePerMinuteMinor;
    return Math.addExact(minutes, Math.ceilDiv(rest, SECONDS_OF_MINUTE));
  }
}
