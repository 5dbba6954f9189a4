package io.dering.signaling.tariff;

/// Where a rate card is wrong, and by which rule.
///
/// @param line of the file, from 1; of rows that came otherwise, the row's place from 1
/// @param column empty when it is the whole line
public record RateCardFault(int line, String column, RateCardRule rule) {}
