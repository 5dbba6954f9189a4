package io.dering.signaling.backend;

import io.dering.signaling.money.LedgerRefusal;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.Tariff;
import java.util.Optional;

/// Answers to [MoneyRequest].
public sealed interface MoneyAnswer extends BackendAnswer {
  /// How the balance stands.
  ///
  /// @param availableMinor balance less what is held
  /// @param currency of the rate card; empty until there is one
  /// @param canCall whether a call may start (BAL-2)
  /// @param movements how many entries there are
  /// @param minutesThisMonth charged so far, which say the tier
  record Balance(
      long balanceMinor,
      long heldMinor,
      long availableMinor,
      Optional<String> currency,
      LedgerTerms terms,
      boolean canCall,
      long minutesThisMonth,
      long movements)
      implements MoneyAnswer {}

  /// Nothing moved.
  record NotMoved(LedgerRefusal why) implements MoneyAnswer {}

  /// @param minutesLeft whole minutes that what is available would pay for
  /// @param canCall whether that lets a call start (BAL-2)
  record Cost(Tariff tariff, String currency, long minutesLeft, boolean canCall)
      implements MoneyAnswer {}

  /// No call to that customer can be priced, or none may start.
  record NoCost(DialRefusal why) implements MoneyAnswer {}

  /// @param version 0 for the configuration's, or none
  record Prices(Optional<RateCard> card, long version) implements MoneyAnswer {}
}
