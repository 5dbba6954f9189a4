package io.dering.signaling.switchboard;

import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.tariff.Countries;
import io.dering.signaling.tariff.RateCard;
import java.util.Optional;

/// What an account pays its calls by (BAL-1 to BAL-8).
///
/// @param card the prices that the configuration names; those that were imported later count before
///   it. Empty: no customer can be called until there are some
public record VoiceBalance(LedgerTerms terms, Optional<RateCard> card, Countries countries) {}
