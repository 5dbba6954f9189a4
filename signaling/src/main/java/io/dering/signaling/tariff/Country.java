package io.dering.signaling.tariff;

/// Where a number belongs.
///
/// @param region two capital letters (ISO 3166-1)
/// @param callingCode without `+`; several regions may share one
public record Country(String region, int callingCode) {}
