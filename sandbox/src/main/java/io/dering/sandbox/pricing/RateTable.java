package io.dering.sandbox.pricing;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// An example rate card: thousandths of a rupiah a minute, by country and volume tier. Not Meta's.
/// In rupiah, which the demo's balance is in, so that what is paid and what is charged compare.
final class RateTable {
  static final String CURRENCY = "IDR";

  /// Where the tiers begin, in minutes a month.
  static final List<Integer> TIERS = List.of(0, 50_000, 250_000, 1_000_000, 2_500_000, 5_000_000);

  private static final Map<String, List<Integer>> PER_MINUTE =
      Map.of(
          "GB", List.of(152_000, 121_600, 105_600, 92_800, 68_800, 59_200),
          "ID", List.of(192_000, 153_600, 134_400, 115_200, 86_400, 76_800));
  private static final List<Integer> ELSEWHERE =
      List.of(320_000, 256_000, 224_000, 192_000, 144_000, 128_000);

  private static final int PULSES_PER_MINUTE = 10;
  private static final long MICROS = 1_000;

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

  /// Millionths of a rupiah.
  static long cost(String country, int tier, int pulses) {
    List<Integer> rates = Objects.requireNonNullElse(PER_MINUTE.get(country), ELSEWHERE);
    return rates.get(tier) * MICROS / PULSES_PER_MINUTE * pulses;
  }
}
