package io.dering.signaling.tariff;

/// What a rate card must keep to. Names are answers of the API: append only.
public enum RateCardRule {
  NOT_CSV("is not CSV (RFC 4180): a quote is missing or stands where none may"),
  TOO_LONG("has more than 20,000 rows or 2 MiB"),
  EMPTY("has no row"),
  MISSING_COLUMN("is missing in the first line"),
  UNKNOWN_COLUMN("is no column of a rate card"),
  DOUBLE_COLUMN("stands twice in the first line"),
  FIELD_COUNT("has more or fewer fields than the first line"),
  NOT_A_NUMBER("must be a whole number in digits"),
  FRACTION("must be whole: minor units have no fractions"),
  NEGATIVE("must not be less than 0"),
  NOT_POSITIVE("must be more than 0"),
  TOO_LARGE("is larger than this can be"),
  NOT_A_DATE("must be a day such as 2026-10-01"),
  NOT_A_PREFIX("must be 1 to 15 digits without + and not begin with 0"),
  UNKNOWN_PREFIX("begins no country's numbers"),
  UNKNOWN_CURRENCY("must be a currency's three letters (ISO 4217)"),
  TWO_CURRENCIES("differs from the row before: a card has one currency"),
  NOT_AN_INCREMENT("must divide 60"),
  TWO_INCREMENTS("differs from the row before: a card has one increment"),
  TWO_MINIMUMS("differs from the row before: a card has one minimum"),
  DOUBLE("stands there twice: same prefix, day and tier"),
  EMPTY_TIER("must be more than where the tier begins"),
  OVERLAP("begins before the tier before it ends"),
  HOLE("leaves minutes of the month without a price");

  private final String sentence;

  RateCardRule(String sentence) {
    this.sentence = sentence;
  }

  /// What is wrong with a column, in words that follow its name.
  public String sentence() {
    return sentence;
  }
}
