package io.dering.signaling.activity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// What somebody typed to find a customer (REP-3): the beginning of a name, or digits of a number.
public sealed interface CustomerSearch {
  /// Fewer digits would find everybody.
  int MIN_DIGITS = 3;

  /// The beginning of the name as [#fold] writes it.
  record NamePrefix(String folded) implements CustomerSearch {}

  /// The first digits of the number, country code and all, or its last ones. Two zeros or a plus
  /// before a country code are gone.
  record Digits(String digits) implements CustomerSearch {}

  /// Digits with what people write between them are a number, all else is a name.
  static CustomerSearch of(String typed) {
    Pattern number = Pattern.compile("[+]?[0-9 ().\\-]+");
    if (number.matcher(typed.strip()).matches()) {
      String digits = typed.replaceAll("[^0-9]", "").replaceFirst("^00", "");
      if (digits.length() >= MIN_DIGITS) {
        return new Digits(digits);
      }
    }
    return new NamePrefix(fold(typed));
  }

  /// The same text for all ways of writing a name: composed, in lower case, without spaces around.
  static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
  }
}
