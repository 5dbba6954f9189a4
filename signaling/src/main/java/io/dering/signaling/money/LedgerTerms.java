package io.dering.signaling.money;

import java.util.Comparator;
import java.util.List;

/// What an account's ledger goes by, in minor units (BAL-2, BAL-8). Policy, changed while running.
///
/// @param minimumTopUpMinor the least top-up
/// @param minimumToCallMinor what must be available for a call to start
/// @param thresholdsMinor what the balance is announced to fall below; kept from high to low
public record LedgerTerms(
    long minimumTopUpMinor, long minimumToCallMinor, List<Long> thresholdsMinor) {
  /// More than these would be noise rather than warnings.
  public static final int MAX_THRESHOLDS = 10;

  private static final long RUPIAH_50_000 = 50_000;

  /// BAL-2: Rp 50,000 each, and no thresholds.
  public static final LedgerTerms DEFAULT =
      new LedgerTerms(RUPIAH_50_000, RUPIAH_50_000, List.of());

  /// @throws IllegalArgumentException for an amount that is not above zero, or too many thresholds
  public LedgerTerms {
    thresholdsMinor =
        thresholdsMinor.stream().distinct().sorted(Comparator.reverseOrder()).toList();
    if (minimumTopUpMinor < 1
        || minimumToCallMinor < 1
        || thresholdsMinor.size() > MAX_THRESHOLDS
        || thresholdsMinor.stream().anyMatch(threshold -> threshold < 1)) {
      throw new IllegalArgumentException("Terms have amounts above zero, and few thresholds");
    }
  }
}
