package io.dering.bench.report;

import java.util.Locale;

/// Figures as people read them.
final class Words {
  private Words() {}

  /// Three figures that say something, no exponent.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    String digits = String.format(Locale.ROOT, "%,." + decimals + "f", value);
    return decimals == 0 ? digits : digits.replaceAll("\\.?0+$", "");
  }

  static String quantity(double value, String unit) {
    return unit.isEmpty() ? number(value) : number(value) + " " + unit;
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
