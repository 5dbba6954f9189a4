package io.dering.sandbox.permission;

/// Meta's limits for one business number and one customer (reference 2.6).
///
/// @param connectedPerDay outbound calls that were answered, in any 24 hours
/// @param requestsPerDay permission requests in any 24 hours
/// @param requestsPerWeek and in any 7 days
/// @param nudgeAfter unanswered calls in a row until the customer is asked whether to keep the
///   permission
/// @param revokeAfter unanswered calls in a row until the permission is gone
/// @param readsPerSecond `GET call_permissions` of the number; Meta's pages say 5 and 100
public record PermissionLimits(
    int connectedPerDay,
    int requestsPerDay,
    int requestsPerWeek,
    int nudgeAfter,
    int revokeAfter,
    int readsPerSecond) {
  private static final int MOST = 1_000;

  /// 100, 1, 2, 2, 4 and 100: Meta's since 19 December 2025.
  public static final PermissionLimits DEFAULTS = new PermissionLimits(100, 1, 2, 2, 4, 100);

  public PermissionLimits {
    inRange(connectedPerDay, "connectedPerDay");
    inRange(requestsPerDay, "requestsPerDay");
    inRange(requestsPerWeek, "requestsPerWeek");
    inRange(nudgeAfter, "nudgeAfter");
    inRange(revokeAfter, "revokeAfter");
    inRange(readsPerSecond, "readsPerSecond");
  }

  private static void inRange(int value, String name) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(name + " must be between 1 and " + MOST);
    }
  }
}
