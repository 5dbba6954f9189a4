package io.dering.signaling.charges;

import io.dering.signaling.call.Direction;
import org.jspecify.annotations.Nullable;

/// What Meta charged for the calls of one country, direction and volume tier.
///
/// @param country ISO 3166-1 alpha-2 of the customers, or empty where Meta names none
/// @param direction null where Meta says neither of its two
/// @param tier Meta's word for the tier, such as `0:50000` in minutes a month, or empty
/// @param talkMs of all calls together; Meta tells their average in seconds, so it is about that
/// @param costMicros millionths of a unit of the month's currency
public record MetaCharge(
    String country,
    @Nullable Direction direction,
    String tier,
    long calls,
    long talkMs,
    long costMicros) {
  public MetaCharge {
    if (calls < 0 || talkMs < 0 || costMicros < 0) {
      throw new IllegalArgumentException("Meta charges nothing negative");
    }
  }
}
