package io.dering.signaling.money;

import java.util.List;

/// Which thresholds a movement takes the balance below (BAL-8).
///
/// A threshold is crossed by the one entry that goes from at or above it to below it, so it is told
/// once until a top-up brings the balance back; nothing has to be remembered, and a start tells
/// nothing again. It is the balance that is looked at, not what is available: that goes up and down
/// with every minute held.
public final class LowBalance {
  private LowBalance() {}

  /// @return the thresholds crossed downward, in the order given
  public static List<Long> crossed(
      List<Long> thresholdsMinor, long balanceBeforeMinor, long balanceAfterMinor) {
    if (balanceAfterMinor >= balanceBeforeMinor || thresholdsMinor.isEmpty()) {
      return List.of();
    }
    return thresholdsMinor.stream()
        .filter(threshold -> balanceBeforeMinor >= threshold && balanceAfterMinor < threshold)
        .toList();
  }
}
