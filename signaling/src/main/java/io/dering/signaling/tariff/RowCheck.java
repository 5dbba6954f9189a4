package io.dering.signaling.tariff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// Whether rows make a whole: for each prefix and day the tiers follow each other from 0 without a
/// hole, and the last has no end.
final class RowCheck {
  static final Comparator<RateRow> ORDER =
      Comparator.comparing(RateRow::prefix)
          .thenComparing(RateRow::effectiveFrom)
          .thenComparingLong(RateRow::fromMinutes);

  private RowCheck() {}

  /// @param lineOf the line of a row's place in the list
  static List<RateCardFault> faults(List<RateRow> rows, IntUnaryOperator lineOf) {
    record Placed(int place, RateRow row) {}
    List<Placed> sorted = new ArrayList<>();
    for (int place = 0; place < rows.size(); place++) {
      sorted.add(new Placed(place, rows.get(place)));
    }
    sorted.sort(Comparator.comparing(Placed::row, ORDER).thenComparingInt(Placed::place));
    List<RateCardFault> faults = new ArrayList<>();
    for (int next = 0; next < sorted.size(); next++) {
      Placed here = sorted.get(next);
      RateRow before = next == 0 ? null : sorted.get(next - 1).row();
      RateRow after = next + 1 == sorted.size() ? null : sorted.get(next + 1).row();
      int line = lineOf.applyAsInt(here.place());
      RateRow row = here.row();
      Long to = row.toMinutes();
      if (to != null && to <= row.fromMinutes()) {
        faults.add(new RateCardFault(line, "to_minutes", RateCardRule.EMPTY_TIER));
        continue;
      }
      if (before != null && isSameList(before, row)) {
        Long end = before.toMinutes();
        if (before.fromMinutes() == row.fromMinutes()) {
          faults.add(new RateCardFault(line, "prefix", RateCardRule.DOUBLE));
        } else if (end == null || end > row.fromMinutes()) {
          faults.add(new RateCardFault(line, "from_minutes", RateCardRule.OVERLAP));
        } else if (end < row.fromMinutes()) {
          faults.add(new RateCardFault(line, "from_minutes", RateCardRule.HOLE));
        }
      } else if (row.fromMinutes() != 0) {
        faults.add(new RateCardFault(line, "from_minutes", RateCardRule.HOLE));
      }
      boolean isLast = after == null || !isSameList(row, after);
      if (isLast && to != null) {
        faults.add(new RateCardFault(line, "to_minutes", RateCardRule.HOLE));
      }
    }
    return faults;
  }

  private static boolean isSameList(RateRow one, RateRow other) {
    return one.prefix().equals(other.prefix()) && one.effectiveFrom().equals(other.effectiveFrom());
  }
}
