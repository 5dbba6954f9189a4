package io.dering.sandbox.pricing;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An example rate card: millionths of a US dollar a minute, by country and volume tier. Not
/// Meta's.
final class RateTable {
  static final String CURRENCY = "USD";

  /// Where the tiers begin, in minutes a month.
  static final List<Integer> TIERS = List.of(0, 50_000, 250_000, 1_000_000, 2_500_000, 5_000_000);

  private static final Map<String, List<Integer>> PER_MINUTE =
      Map.of(
          "GB", List.of(9_500, 7_600, 6_600, 5_800, 4_300, 3_700),
          "ID", List.of(12_000, 9_600, 8_400, 7_200, 5_400, 4_800));
  private static final List<Integer> ELSEWHERE =
      List.of(20_000, 16_000, 14_000, 12_000, 9_000, 8_000);

  private static final int PULSES_PER_MINUTE = 10;

  private RateTable() {}

  /// The tier of a month in which so many pulses were charged.
  static int tier(long pulses) {
    long minutes = pulses / PULSES_PER_MINUTE;
    int tier = 0;
    while (tier + 1 < TIERS.size() && minutes >= TIERS.get(tier + 1)) {
      tier++;
    }
    return tier;
  }

  /// Meta's word for a tier, for example `0:50000`; the last one is open.
  static String name(int tier) {
    String end = tier + 1 < TIERS.size() ? String.valueOf(TIERS.get(tier + 1)) : "";
    return TIERS.get(tier) + ":" + end;
  }

  /// Millionths of a dollar.
  static long cost(String country, int tier, int pulses) {
    List<Integer> rates = Objects.requireNonNullElse(PER_MINUTE.get(country), ELSEWHERE);
    return (long) rates.get(tier) / PULSES_PER_MINUTE * pulses;
  }
}
