package io.dering.signaling.permission;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;

/// The figures of calling out, as of a day: Meta has changed its own three times, so none of them
/// stands in the code (OUT-3, OUT-4, PM-2, PM-3, PM-4).
///
/// @param asOf the day from which these figures are
/// @param connectedCallsPerDay connected calls to one customer from one channel in any 24 h
/// @param asksPerDay requests to one customer from one channel in any 24 h
/// @param asksPerWeek the same in any 7 days
/// @param askLifetime how long a request waits for its answer
/// @param temporaryGrant how long a temporary permission lasts, where Meta does not say
/// @param warnAfter unanswered calls in a row from which the agent is warned
/// @param revokeAfter unanswered calls in a row from which the permission counts as gone
/// @param ringing how long a call rings at the customer's before it is ended
/// @param barredCountries countries whose businesses WhatsApp lets take calls but not make them,
///   two capital letters each (ISO 3166-1): that of the business's number counts, not the
///   customer's (Meta reference 2.6)
public record CallingLimits(
    LocalDate asOf,
    int connectedCallsPerDay,
    int asksPerDay,
    int asksPerWeek,
    Duration askLifetime,
    Duration temporaryGrant,
    int warnAfter,
    int revokeAfter,
    Duration ringing,
    Set<String> barredCountries) {
  /// Those of docs/business-rules.md.
  public static final CallingLimits DEFAULT =
      new CallingLimits(
          LocalDate.of(2026, 11, 1),
          10,
          1,
          2,
          Duration.ofDays(3),
          Duration.ofDays(7),
          2,
          4,
          Duration.ofSeconds(60),
          Set.of("CA", "EG", "NG", "US", "VN"));

  /// @throws IllegalArgumentException when a figure is not positive, or the warning comes after the
  ///   end
  public CallingLimits {
    barredCountries = Set.copyOf(barredCountries);
    if (connectedCallsPerDay < 1
        || connectedCallsPerDay > Attempts.MOST
        || asksPerDay < 1
        || asksPerWeek < asksPerDay
        || !askLifetime.isPositive()
        || !temporaryGrant.isPositive()
        || warnAfter < 1
        || revokeAfter < warnAfter
        || !ringing.isPositive()) {
      throw new IllegalArgumentException("Limits that cannot be");
    }
  }
}
