package io.dering.signaling.meta;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/// The `fields` with which a WhatsApp Business Account is asked what Meta charged for a month of
/// calls (Meta reference 0.1: `call_analytics`).
public final class AnalyticsRequest {
  private AnalyticsRequest() {}

  /// By month, so that the answer stays short; narrowed to the numbers, because others of the same
  /// business account are not the account's.
  ///
  /// @param numbers digits with country code
  public static String fields(YearMonth month, List<String> numbers) {
    String quoted =
        numbers.stream().map(number -> "\"" + number + "\"").collect(Collectors.joining(","));
    return "currency,call_analytics.start(%d).end(%d).granularity(MONTHLY)"
            .formatted(second(month), second(month.plusMonths(1)))
        + ".phone_numbers([%s])".formatted(quoted)
        + ".metric_types([\"COST\",\"COUNT\",\"AVERAGE_DURATION\"])"
        + ".dimensions([\"COUNTRY\",\"DIRECTION\",\"TIER\"])";
  }

  static long second(YearMonth month) {
    return month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
  }
}
