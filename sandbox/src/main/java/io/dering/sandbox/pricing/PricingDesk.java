package io.dering.sandbox.pricing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.numbers.NumberDesk;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Charges calls, tells of new tiers, and adds up. All times are the clock's, days and months UTC.
public final class PricingDesk {
  /// The oldest go first.
  private static final int MOST = 10_000;

  private final NumberDesk number;
  private final Deque<Charge> charges = new ArrayDeque<>();
  private final Map<Volume, Long> pulses = new HashMap<>();

  /// Of one country in one month.
  private record Volume(YearMonth month, String country) {}

  private record Charge(Talk talk, String country, int tier, long micros) {}

  /// How the days are put together.
  public enum Granularity {
    DAILY,
    MONTHLY
  }

  /// What one figure is of; `tier` is empty for free calls.
  private record Heading(LocalDate start, String country, boolean byBusiness, String tier)
      implements Comparable<Heading> {
    @Override
    public int compareTo(Heading other) {
      return toString().compareTo(other.toString());
    }
  }

  private static final class Sum {
    long count;
    long millis;
    long micros;
  }

  public PricingDesk(NumberDesk number) {
    this.number = number;
  }

  /// A call is over. Calls of customers are free. A call that crosses the border of a tier is
  /// priced wholly at the cheaper rate.
  public void talked(Talk talk) {
    String country = country(talk);
    if (!talk.byBusiness()) {
      add(new Charge(talk, country, 0, 0));
      return;
    }
    Volume volume = new Volume(YearMonth.from(talk.until().atOffset(ZoneOffset.UTC)), country);
    long before = pulses.getOrDefault(volume, 0L);
    long after = before + talk.pulses();
    pulses.put(volume, after);
    int tier = RateTable.tier(after);
    add(new Charge(talk, country, tier, RateTable.cost(country, tier, talk.pulses())));
    if (tier > RateTable.tier(before)) {
      announce(volume, tier, talk.until());
    }
  }

  /// So many minutes were talked in the month before, as if.
  ///
  /// @param country ISO-3166 alpha-2
  /// @param minutes 0 or more
  public void assume(String country, long minutes, Instant now) {
    Volume volume = new Volume(YearMonth.from(now.atOffset(ZoneOffset.UTC)), country);
    pulses.put(volume, minutes * 10);
  }

  /// The business account's currency (ISO 4217), which all costs are in.
  public String currency() {
    return RateTable.CURRENCY;
  }

  /// The data points of `call_analytics` of `[from, until)`, by country, direction and tier.
  public ArrayNode points(Instant from, Instant until, Granularity granularity) {
    Map<Heading, Sum> sums = new TreeMap<>();
    for (Charge charge : charges) {
      Instant at = charge.talk().until();
      if (!at.isBefore(from) && at.isBefore(until)) {
        Sum sum = sums.computeIfAbsent(heading(charge, granularity), _ -> new Sum());
        sum.count++;
        sum.millis += java.time.Duration.between(charge.talk().from(), at).toMillis();
        sum.micros += charge.micros();
      }
    }
    ArrayNode points = JsonNodeFactory.instance.arrayNode();
    sums.forEach((heading, sum) -> point(points.addObject(), heading, sum, granularity));
    return points;
  }

  private static void point(ObjectNode point, Heading heading, Sum sum, Granularity granularity) {
    LocalDate end =
        granularity == Granularity.DAILY
            ? heading.start().plusDays(1)
            : heading.start().plusMonths(1);
    point
        .put("start", heading.start().atStartOfDay().toEpochSecond(ZoneOffset.UTC))
        .put("end", end.atStartOfDay().toEpochSecond(ZoneOffset.UTC))
        .put("country", heading.country())
        .put("direction", heading.byBusiness() ? "BUSINESS_INITIATED" : "USER_INITIATED")
        .put("count", sum.count)
        .put("average_duration", sum.millis / sum.count / 1_000)
        .put("cost", BigDecimal.valueOf(sum.micros, 6));
    if (!heading.tier().isEmpty()) {
      point.put("tier", heading.tier());
    }
  }

  private static Heading heading(Charge charge, Granularity granularity) {
    LocalDate day = charge.talk().until().atOffset(ZoneOffset.UTC).toLocalDate();
    return new Heading(
        granularity == Granularity.DAILY ? day : day.withDayOfMonth(1),
        charge.country(),
        charge.talk().byBusiness(),
        charge.talk().byBusiness() ? RateTable.name(charge.tier()) : "");
  }

  private void add(Charge charge) {
    charges.addLast(charge);
    if (charges.size() > MOST) {
      charges.removeFirst();
    }
  }

  /// Meta reference 4.4.
  private void announce(Volume volume, int tier, Instant at) {
    ObjectNode update = JsonNodeFactory.instance.objectNode();
    update.put("event", "VOLUME_BASED_PRICING_TIER_UPDATE");
    update
        .putObject("volume_tier_info")
        .put("tier_update_time", at.getEpochSecond())
        .put("pricing_category", "CALLING")
        .put("tier", RateTable.name(tier))
        .put("effective_month", volume.month().toString())
        .put("region", volume.country());
    number.announce(update);
  }

  private static String country(Talk talk) {
    String user = talk.customer().userId();
    return user.substring(0, Math.max(0, user.indexOf('.'))).toUpperCase(Locale.ROOT);
  }
}
