package io.dering.signaling.tariff;

import java.util.List;

/// A rate card that was read, as a whole or not at all.
public sealed interface RateCardResult {
  record Read(RateCard card) implements RateCardResult {}

  /// @param faults at least one, the first [RateCardCsv#MAX_FAULTS] of them, by line
  record Refused(List<RateCardFault> faults) implements RateCardResult {
    public Refused {
      faults = List.copyOf(faults);
    }
  }
}
