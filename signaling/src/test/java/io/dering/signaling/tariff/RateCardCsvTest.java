package io.dering.signaling.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// BAL-1 and BAL-3: a rate card is read as a whole or refused as a whole, with line, column, rule.
final class RateCardCsvTest {
  private static final String HEADER =
      "prefix,effective_from,from_minutes,to_minutes,price_per_minute_minor,currency,"
          + "increment_seconds,minimum_seconds\n";
  private static final String GOOD = "62,2026-10-01,0,,1000,IDR,60,0\n";

  record Wrong(String rows, int line, String column, RateCardRule rule) {}

  static Stream<Wrong> wrongOnes() {
    return Stream.of(
        new Wrong("62,2026-10-01,0,50000,1000,IDR,60,0\n", 2, "to_minutes", RateCardRule.HOLE),
        new Wrong("62,2026-10-01,1,,1000,IDR,60,0\n", 2, "from_minutes", RateCardRule.HOLE),
        new Wrong(
            "62,2026-10-01,0,50,1000,IDR,60,0\n62,2026-10-01,51,,900,IDR,60,0\n",
            3,
            "from_minutes",
            RateCardRule.HOLE),
        new Wrong(
            "62,2026-10-01,0,50,1000,IDR,60,0\n62,2026-10-01,49,,900,IDR,60,0\n",
            3,
            "from_minutes",
            RateCardRule.OVERLAP),
        new Wrong(
            GOOD + "62,2026-10-01,50,,900,IDR,60,0\n", 3, "from_minutes", RateCardRule.OVERLAP),
        new Wrong(GOOD + GOOD, 3, "prefix", RateCardRule.DOUBLE),
        new Wrong("62,2026-10-01,0,0,1000,IDR,60,0\n", 2, "to_minutes", RateCardRule.NOT_POSITIVE),
        new Wrong(
            "62,2026-10-01,0,9,1000,IDR,60,0\n62,2026-10-01,9,3,1000,IDR,60,0\n",
            3,
            "to_minutes",
            RateCardRule.EMPTY_TIER),
        new Wrong(
            "62,2026-10-01,0,,-1000,IDR,60,0\n",
            2,
            "price_per_minute_minor",
            RateCardRule.NEGATIVE),
        new Wrong(
            "62,2026-10-01,0,,0,IDR,60,0\n",
            2,
            "price_per_minute_minor",
            RateCardRule.NOT_POSITIVE),
        new Wrong(
            "62,2026-10-01,0,,1000.50,IDR,60,0\n",
            2,
            "price_per_minute_minor",
            RateCardRule.FRACTION),
        new Wrong(
            "62,2026-10-01,0,,1e3,IDR,60,0\n",
            2,
            "price_per_minute_minor",
            RateCardRule.NOT_A_NUMBER),
        new Wrong(
            "62,2026-10-01,0,,9223372036854775808,IDR,60,0\n",
            2,
            "price_per_minute_minor",
            RateCardRule.TOO_LARGE),
        new Wrong(
            "62,2026-10-01,0,,1000000001,IDR,60,0\n",
            2,
            "price_per_minute_minor",
            RateCardRule.TOO_LARGE),
        new Wrong("62,1.10.2026,0,,1000,IDR,60,0\n", 2, "effective_from", RateCardRule.NOT_A_DATE),
        new Wrong("+62,2026-10-01,0,,1000,IDR,60,0\n", 2, "prefix", RateCardRule.NOT_A_PREFIX),
        new Wrong("062,2026-10-01,0,,1000,IDR,60,0\n", 2, "prefix", RateCardRule.NOT_A_PREFIX),
        new Wrong("999,2026-10-01,0,,1000,IDR,60,0\n", 2, "prefix", RateCardRule.UNKNOWN_PREFIX),
        new Wrong("62,2026-10-01,0,,1000,RPX,60,0\n", 2, "currency", RateCardRule.UNKNOWN_CURRENCY),
        new Wrong(
            GOOD + "1,2026-10-01,0,,1000,USD,60,0\n", 3, "currency", RateCardRule.TWO_CURRENCIES),
        new Wrong(
            "62,2026-10-01,0,,1000,IDR,7,0\n",
            2,
            "increment_seconds",
            RateCardRule.NOT_AN_INCREMENT),
        new Wrong(
            GOOD + "1,2026-10-01,0,,1000,IDR,6,0\n",
            3,
            "increment_seconds",
            RateCardRule.TWO_INCREMENTS),
        new Wrong(
            GOOD + "1,2026-10-01,0,,1000,IDR,60,30\n",
            3,
            "minimum_seconds",
            RateCardRule.TWO_MINIMUMS),
        new Wrong("62,2026-10-01,0,,1000,IDR,60\n", 2, "", RateCardRule.FIELD_COUNT),
        new Wrong(GOOD + "62,\"2026\n-10-01,0,,1000,IDR,60,0\n", 3, "", RateCardRule.NOT_CSV),
        new Wrong("", 1, "", RateCardRule.EMPTY));
  }

  @ParameterizedTest
  @MethodSource("wrongOnes")
  void aWrongCardIsRefusedWithTheLineTheColumnAndTheRule(Wrong wrong) {
    assertThat(read(HEADER + wrong.rows()))
        .isEqualTo(
            new RateCardResult.Refused(
                List.of(new RateCardFault(wrong.line(), wrong.column(), wrong.rule()))));
  }

  @Test
  void aWrongFirstLineIsRefused() {
    assertThat(read(HEADER.replace("currency", "money") + GOOD))
        .isEqualTo(
            new RateCardResult.Refused(
                List.of(
                    new RateCardFault(1, "currency", RateCardRule.MISSING_COLUMN),
                    new RateCardFault(1, "", RateCardRule.UNKNOWN_COLUMN))));
    assertThat(read(HEADER.replace("prefix,", "prefix,prefix,") + GOOD))
        .isInstanceOf(RateCardResult.Refused.class);
  }

  @Test
  void everyRuleHasAWrongCard() {
    Set<RateCardRule> left = new TreeSet<>(List.of(RateCardRule.values()));
    left.removeAll(wrongOnes().map(Wrong::rule).collect(Collectors.toSet()));
    assertThat(left)
        .containsExactly(
            RateCardRule.TOO_LONG,
            RateCardRule.MISSING_COLUMN,
            RateCardRule.UNKNOWN_COLUMN,
            RateCardRule.DOUBLE_COLUMN);
    assertThat(read(HEADER + GOOD.repeat(RateCard.MAX_ROWS + 1)))
        .isEqualTo(
            new RateCardResult.Refused(
                List.of(new RateCardFault(RateCard.MAX_ROWS + 2, "", RateCardRule.TOO_LONG))));
  }

  @Test
  void allFaultsAreToldUpToALimit() {
    String bad = "x,y,z,,-1,IDR,60,0\n";
    assertThat(((RateCardResult.Refused) read(HEADER + GOOD + bad)).faults())
        .extracting(RateCardFault::line)
        .containsExactly(3, 3, 3, 3);
    assertThat(((RateCardResult.Refused) read(HEADER + bad.repeat(100))).faults())
        .hasSize(RateCardCsv.MAX_FAULTS);
  }

  @Test
  void spreadsheetsMayQuoteReorderAndEndLinesAsTheyLike() {
    RateCard card =
        card(
            "\uFEFFcurrency,prefix,effective_from,from_minutes,to_minutes,"
                + "price_per_minute_minor,increment_seconds,minimum_seconds\r\n"
                + "\"IDR\",\"62\",2026-10-01,0,,\"1000\",60, 0 \r\n\r\n");
    assertThat(card.rows())
        .containsExactly(new RateRow("62", LocalDate.of(2026, 10, 1), 0, null, 1_000));
    assertThat(card(HEADER + GOOD.strip())).isEqualTo(card);
  }

  @Test
  void anyCardComesBackAsItWasWritten() {
    for (long seed = 0; seed < 200; seed++) {
      RateCard card = random(new SplittableRandom(seed));
      assertThat(card(RateCardCsv.write(card))).as("seed=%d", seed).isEqualTo(card);
    }
  }

  @Test
  void theShippedExampleIsACardAndSaysThatItIsAnExample() throws IOException {
    Path file = Path.of("../config/rates-example.csv");
    String text = Files.readString(file);
    assertThat(text).startsWith("# An example:");
    RateCard card = card(text);
    assertThat(card.currency()).isEqualTo("IDR");
    assertThat(card.rows().stream().filter(row -> row.prefix().equals("62")))
        .extracting(RateRow::fromMinutes)
        .containsExactly(0L, 50_000L, 250_000L, 1_000_000L, 2_500_000L, 5_000_000L);
  }

  private static RateCard random(SplittableRandom random) {
    List<RateRow> rows = new ArrayList<>();
    Set<String> prefixes = new TreeSet<>();
    for (int count = 1 + random.nextInt(12); count > 0; count--) {
      prefixes.add(Integer.toString(1 + random.nextInt(899)));
    }
    for (String prefix : prefixes) {
      LocalDate day = LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28));
      long from = 0;
      for (int tiers = random.nextInt(5); tiers > 0; tiers--) {
        long to = from + 1 + random.nextInt(100_000);
        rows.add(new RateRow(prefix, day, from, to, 1 + random.nextInt(10_000)));
        from = to;
      }
      rows.add(new RateRow(prefix, day, from, null, 1 + random.nextInt(10_000)));
    }
    return new RateCard("IDR", random.nextBoolean() ? 60 : 6, random.nextInt(120), rows);
  }

  private static RateCard card(String text) {
    RateCardResult result = read(text);
    assertThat(result).isInstanceOf(RateCardResult.Read.class);
    return ((RateCardResult.Read) result).card();
  }

  private static RateCardResult read(String text) {
    return RateCardCsv.read(text, prefix -> !prefix.startsWith("99"));
  }
}
