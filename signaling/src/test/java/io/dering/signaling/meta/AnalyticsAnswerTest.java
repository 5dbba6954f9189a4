package io.dering.signaling.meta;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.Direction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.charges.MetaCharge;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What Meta charged, as its analytics tell it (Meta reference parts 0.1 and 8).
final class AnalyticsAnswerTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final String POINT =
      """
      "start": 1793491200, "end": 1796083200, "country": "ID", "direction": "BUSINESS_INITIATED",
      "tier": "0:50000", "count": 1, "average_duration": 61, "cost": 0.25
      """;

  @Test
  void theFieldsAskForTheMonthOfTheAccountsNumbers() {
    assertThat(AnalyticsRequest.fields(NOVEMBER, List.of("622150000001", "622150000002")))
        .isEqualTo(
            "currency,call_analytics.start(1793491200).end(1796083200).granularity(MONTHLY)"
                + ".phone_numbers([\"622150000001\",\"622150000002\"])"
                + ".metric_types([\"COST\",\"COUNT\",\"AVERAGE_DURATION\"])"
                + ".dimensions([\"COUNTRY\",\"DIRECTION\",\"TIER\"])");
  }

  /// Meta's months begin in its own time zone; a cost may be a binary fraction.
  @Test
  void aMonthIsReadByCountryDirectionAndTier() {
    AnalyticsAnswer answer =
        AnalyticsAnswer.read(200, Fixtures.bytes("response-call-analytics"), NOVEMBER);
    assertThat(answer)
        .isEqualTo(
            new AnalyticsAnswer.Read(
                "IDR",
                List.of(
                    new MetaCharge(
                        "ID", Direction.OUTBOUND, "0:50000", 35, 35 * 106_000L, 477_950_000),
                    new MetaCharge("GB", Direction.OUTBOUND, "50000:250000", 2, 7_000, 300_000),
                    new MetaCharge("ID", Direction.INBOUND, "", 20, 20 * 103_000L, 0))));
  }

  /// The other form of Meta's analytics, and the currency in the point.
  @Test
  void pointsInAListOfListsAreAddedUp() {
    String point = "{" + POINT + ", \"currency\": \"USD\"}";
    String lists =
        "{\"call_analytics\":{\"data\":[{\"data_points\":[%s]},{\"data_points\":[%s]}]}}"
            .formatted(point, point);
    assertThat(read(lists))
        .isEqualTo(
            new AnalyticsAnswer.Read(
                "USD",
                List.of(new MetaCharge("ID", Direction.OUTBOUND, "0:50000", 2, 122_000, 500_000))));
  }

  @Test
  void aBusinessAccountWithoutCallsHasNoCharges() {
    assertThat(read("{\"currency\":\"IDR\",\"id\":\"1\"}"))
        .isEqualTo(new AnalyticsAnswer.Read("IDR", List.of()));
    assertThat(points("")).isEqualTo(new AnalyticsAnswer.Read("IDR", List.of()));
  }

  /// What is not understood of a point is left empty: the money still counts.
  @ParameterizedTest
  @CsvSource({
    "'\"tier\": \"0:50000\"','\"tier\": \"GOLD\"',ID,GOLD",
    "'\"tier\": \"0:50000\"','\"tier\": \"<b>\"',ID,''",
    "'\"tier\": \"0:50000\"','\"tier\": 7',ID,''",
    "'\"country\": \"ID\"','\"country\": \"Indonesia\"','','0:50000'",
    "'\"average_duration\": 61','\"minutes\": 2',ID,'0:50000'",
  })
  void whatIsUnknownIsLeftEmptyAndCounts(String known, String odd, String country, String tier) {
    AnalyticsAnswer answer = points("{" + POINT.replace(known, odd) + "}");
    assertThat(answer).isInstanceOf(AnalyticsAnswer.Read.class);
    MetaCharge charge = ((AnalyticsAnswer.Read) answer).charges().getFirst();
    assertThat(charge.country()).isEqualTo(country);
    assertThat(charge.tier()).isEqualTo(tier);
    assertThat(charge.costMicros()).isEqualTo(250_000);
  }

  @Test
  void aDirectionThatMetaDoesNotHaveIsNone() {
    for (String word : List.of("SIDEWAYS", "")) {
      AnalyticsAnswer answer = points("{" + POINT.replace("BUSINESS_INITIATED", word) + "}");
      assertThat(((AnalyticsAnswer.Read) answer).charges().getFirst().direction()).isNull();
    }
  }

  /// A sum without one point would look right and be wrong.
  @ParameterizedTest
  @CsvSource({
    "'\"cost\": 0.25','\"price\": 0.25',a point without cost",
    "'\"count\": 1','\"calls\": 1',a point without count",
    "'\"start\": 1793491200','\"begin\": 1',a point without start",
    "'\"cost\": 0.25','\"cost\": -0.25',a negative cost",
    "'\"count\": 1','\"count\": -1',a negative count",
    "'\"count\": 1','\"count\": 1.5',a count that is none",
    "'\"cost\": 0.25','\"cost\": \"free\"',a cost that is none",
    "'\"cost\": 0.25','\"cost\": 1e999999999',a cost that is none",
    "'\"cost\": 0.25','\"cost\": 1e13',more than can be counted",
    "'\"average_duration\": 61','\"average_duration\": -1',a negative average_duration",
    "'\"average_duration\": 61','\"average_duration\": 1e30',more than can be counted",
    "'\"tier\"','\"currency\": \"USD\", \"tier\"',more than one currency",
  })
  void onePointThatCannotBeReadIsAnAnswerThatCannotBeRead(String good, String bad, String why) {
    assertThat(POINT).contains(good);
    assertThat(points("{" + POINT + "},{" + POINT.replace(good, bad) + "}"))
        .isEqualTo(new AnalyticsAnswer.Unreadable(why));
  }

  @Test
  void sumsThatDoNotFitAreNotRead() {
    String dear = POINT.replace("0.25", "9e12");
    String elsewhere = dear.replace("\"ID\"", "\"GB\"");
    var tooMuch = new AnalyticsAnswer.Unreadable("more than can be counted");
    assertThat(points("{" + dear + "},{" + dear + "}")).isEqualTo(tooMuch);
    assertThat(points("{" + dear + "},{" + elsewhere + "}")).isEqualTo(tooMuch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"call_analytics\":{}}",
        "{\"currency\":\"rupiah\",\"call_analytics\":{}}",
        "{\"currency\":\"IDR\",\"call_analytics\":{\"data_points\":[1]}}",
        "{\"currency\":\"IDR\",\"call_analytics\":{\"paging\":{\"next\":\"https://x\"}}}",
        "[]",
        "<html>",
        "",
      })
  void whatIsNoAnswerIsNotRead(String body) {
    assertThat(read(body)).isInstanceOf(AnalyticsAnswer.Unreadable.class);
  }

  @Test
  void moreThanMetaHasCountriesForIsNotRead() {
    String many = ("{" + POINT.replace("\n", "") + "},").repeat(10_001);
    assertThat(points(many.substring(0, many.length() - 1)))
        .isInstanceOf(AnalyticsAnswer.Unreadable.class);
  }

  @Test
  void aRefusalIsMetas() {
    String refusal = "{\"error\":{\"message\":\"m\",\"code\":200,\"fbtrace_id\":\"A1\"}}";
    assertThat(AnalyticsAnswer.read(403, refusal.getBytes(UTF_8), NOVEMBER))
        .isInstanceOfSatisfying(
            AnalyticsAnswer.Refused.class,
            refused -> assertThat(refused.error().code()).isEqualTo(200));
    assertThat(AnalyticsAnswer.read(500, "{}".getBytes(UTF_8), NOVEMBER))
        .isInstanceOf(AnalyticsAnswer.Unreadable.class);
    assertThat(MetaError.of(200).figures()).isEqualTo("200");
  }

  private static AnalyticsAnswer points(String points) {
    return read("{\"currency\":\"IDR\",\"call_analytics\":{\"data_points\":[" + points + "]}}");
  }

  private static AnalyticsAnswer read(String body) {
    return AnalyticsAnswer.read(200, body.getBytes(UTF_8), NOVEMBER);
  }
}
