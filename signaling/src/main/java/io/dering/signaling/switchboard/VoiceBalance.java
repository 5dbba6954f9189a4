package io.dering.signaling.switchboard;

import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.money.Pace;
import io.dering.signaling.tariff.Countries;
import io.dering.signaling.tariff.RateCard;
import java.util.Optional;

/// What an account pays its calls by (BAL-1 to BAL-8).
///
/// @param card the prices that the configuration names; those that were imported later count before
///   it. Empty: no customer can be called until there are some
/// @param pace how long a minute lasts that is charged
public record VoiceBalance(
    LedgerTerms terms, Optional<RateCard> card, Countries countries, Pace pace) {
  /// Minutes are minutes.
  public VoiceBalance(LedgerTerms terms, Optional<RateCard> card, Countries countries) {
    this(terms, card, countries, Pace.REAL);
  }
}
