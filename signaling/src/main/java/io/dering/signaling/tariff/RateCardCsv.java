package io.dering.signaling.tariff;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A rate card as CSV (RFC 4180): a first line with the columns' names in any order, then one line
/// a price.
///
/// ```
/// prefix,effective_from,from_minutes,to_minutes,price_per_minute_minor,currency,increment_seconds,minimum_seconds
/// 62,2026-10-01,0,50000,1000,IDR,60,0
/// 62,2026-10-01,50000,,900,IDR,60,0
/// ```
///
/// It is read as a whole or refused as a whole, with each fault's line, column and rule.
public final class RateCardCsv {
  /// Enough to see what is wrong with a file.
  public static final int MAX_FAULTS = 20;

  private static final int MAX_CHARACTERS = 2 * 1024 * 1024;

  private static final List<String> COLUMNS =
      List.of(
          "prefix",
          "effective_from",
          "from_minutes",
          "to_minutes",
          "price_per_minute_minor",
          "currency",
          "increment_seconds",
          "minimum_seconds");

  private static final Pattern PREFIX =
      Pattern.compile("[1-9][0-9]{0," + (RateCard.MAX_PREFIX - 1) + "}");
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]+");
  private static final Pattern FRACTION = Pattern.compile("-?[0-9]*[.,][0-9]+");
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private final Predicate<String> isPrefix;
  private final List<RateCardFault> faults = new ArrayList<>();
  private final List<RateRow> rows = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private List<String> columns = List.of();
  private @Nullable String currency;
  private @Nullable Long increment;
  private @Nullable Long minimum;

  private RateCardCsv(Predicate<String> isPrefix) {
    this.isPrefix = isPrefix;
  }

  /// @param isPrefix whether numbers of some country begin with these digits
  public static RateCardResult read(String text, Predicate<String> isPrefix) {
    if (text.length() > MAX_CHARACTERS) {
      return refused(new RateCardFault(1, "", RateCardRule.TOO_LONG));
    }
    Csv.Read csv = Csv.read(text);
    if (csv.brokenLine().isPresent()) {
      return refused(new RateCardFault(csv.brokenLine().get(), "", RateCardRule.NOT_CSV));
    }
    if (csv.lines().size() < 2) {
      return refused(new RateCardFault(1, "", RateCardRule.EMPTY));
    }
    if (csv.lines().size() > RateCard.MAX_ROWS + 1) {
      int line = csv.lines().get(RateCard.MAX_ROWS + 1).number();
      return refused(new RateCardFault(line, "", RateCardRule.TOO_LONG));
    }
    return new RateCardCsv(isPrefix).read(csv.lines());
  }

  /// The card as [#read] takes it, the rows in their order, lines ended by CRLF.
  public static String write(RateCard card) {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (RateRow row : card.rows()) {
      text.append(row.prefix()).append(',').append(row.effectiveFrom()).append(',');
      text.append(row.fromMinutes()).append(',');
      if (row.toMinutes() != null) {
        text.append(row.toMinutes());
      }
      text.append(',').append(row.pricePerMinuteMinor()).append(',').append(card.currency());
      text.append(',').append(card.incrementSeconds()).append(',');
      text.append(card.minimumSeconds()).append("\r\n");
    }
    return text.toString();
  }

  private static RateCardResult refused(RateCardFault... faults) {
    return new RateCardResult.Refused(List.of(faults));
  }

  private RateCardResult read(List<Csv.Line> all) {
    header(all.getFirst());
    if (faults.isEmpty()) {
      for (Csv.Line line : all.subList(1, all.size())) {
        row(line);
      }
    }
    String currencyOfAll = currency;
    if (faults.isEmpty() && currencyOfAll != null && increment != null && minimum != null) {
      faults.addAll(RowCheck.faults(rows, lines::get));
      if (faults.isEmpty()) {
        return new RateCardResult.Read(
            new RateCard(
                currencyOfAll, Math.toIntExact(increment), Math.toIntExact(minimum), rows));
      }
    }
    return new RateCardResult.Refused(
        faults.stream()
            .sorted(Comparator.comparingInt(RateCardFault::line))
            .limit(MAX_FAULTS)
            .toList());
  }

  private void header(Csv.Line line) {
    columns = line.fields().stream().map(String::strip).toList();
    for (String column : COLUMNS) {
      if (!columns.contains(column)) {
        fault(line, column, RateCardRule.MISSING_COLUMN);
      }
    }
    for (String column : columns) {
      if (!COLUMNS.contains(column)) {
        fault(line, "", RateCardRule.UNKNOWN_COLUMN);
      } else if (columns.indexOf(column) != columns.lastIndexOf(column)) {
        fault(line, column, RateCardRule.DOUBLE_COLUMN);
      }
    }
  }

  private void row(Csv.Line line) {
    if (line.fields().size() != columns.size()) {
      fault(line, "", RateCardRule.FIELD_COUNT);
      return;
    }
    String prefix = prefix(line);
    LocalDate from = day(line);
    Long tier = number(line, "from_minutes", 0, RateCard.MAX_MINUTES);
    boolean isLast = field(line, "to_minutes").isEmpty();
    Long to = isLast ? null : number(line, "to_minutes", 1, RateCard.MAX_MINUTES);
    Long price = number(line, "price_per_minute_minor", 1, RateCard.MAX_PRICE_MINOR);
    currency(line);
    increment(line);
    minimum(line);
    if (prefix != null && from != null && tier != null && price != null) {
      rows.add(new RateRow(prefix, from, tier, to, price));
      lines.add(line.number());
    }
  }

  private @Nullable String prefix(Csv.Line line) {
    String prefix = field(line, "prefix");
    if (!PREFIX.matcher(prefix).matches()) {
      fault(line, "prefix", RateCardRule.NOT_A_PREFIX);
    } else if (!isPrefix.test(prefix)) {
      fault(line, "prefix", RateCardRule.UNKNOWN_PREFIX);
    } else {
      return prefix;
    }
    return null;
  }

  private @Nullable LocalDate day(Csv.Line line) {
    try {
      LocalDate day = LocalDate.parse(field(line, "effective_from"));
      if (day.getYear() >= 2000 && day.getYear() < 10_000) {
        return day;
      }
    } catch (DateTimeException _) {
      // Said below.
    }
    fault(line, "effective_from", RateCardRule.NOT_A_DATE);
    return null;
  }

  private void currency(Csv.Line line) {
    String here = field(line, "currency");
    if (!CURRENCIES.contains(here)) {
      fault(line, "currency", RateCardRule.UNKNOWN_CURRENCY);
    } else if (currency != null && !currency.equals(here)) {
      fault(line, "currency", RateCardRule.TWO_CURRENCIES);
    } else {
      currency = here;
    }
  }

  private void increment(Csv.Line line) {
    Long here = number(line, "increment_seconds", 1, 60);
    if (here == null) {
      return;
    }
    if (!RateCard.isIncrement(here.intValue())) {
      fault(line, "increment_seconds", RateCardRule.NOT_AN_INCREMENT);
    } else if (increment != null && !increment.equals(here)) {
      fault(line, "increment_seconds", RateCardRule.TWO_INCREMENTS);
    } else {
      increment = here;
    }
  }

  private void minimum(Csv.Line line) {
    Long here = number(line, "minimum_seconds", 0, RateCard.MAX_MINIMUM_SECONDS);
    if (here != null && minimum != null && !minimum.equals(here)) {
      fault(line, "minimum_seconds", RateCardRule.TWO_MINIMUMS);
    } else if (here != null) {
      minimum = here;
    }
  }

  /// @param least 0, or 1 for what must be more than 0
  private @Nullable Long number(Csv.Line line, String column, long least, long most) {
    String text = field(line, column);
    RateCardRule rule = null;
    if (FRACTION.matcher(text).matches()) {
      rule = RateCardRule.FRACTION;
    } else if (!WHOLE.matcher(text).matches()) {
      rule = RateCardRule.NOT_A_NUMBER;
    } else if (text.length() > 18) {
      rule = RateCardRule.TOO_LARGE;
    } else {
      long value = Long.parseLong(text);
      if (value < 0) {
        rule = RateCardRule.NEGATIVE;
      } else if (value < least) {
        rule = RateCardRule.NOT_POSITIVE;
      } else if (value > most) {
        rule = RateCardRule.TOO_LARGE;
      } else {
        return value;
      }
    }
    fault(line, column, rule);
    return null;
  }

  private String field(Csv.Line line, String column) {
    return line.fields().get(columns.indexOf(column)).strip();
  }

  private void fault(Csv.Line line, String column, RateCardRule rule) {
    faults.add(new RateCardFault(line.number(), column, rule));
  }
}
