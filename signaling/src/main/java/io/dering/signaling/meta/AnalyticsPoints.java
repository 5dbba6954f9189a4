package io.dering.signaling.meta;

import io.dering.signaling.call.Direction;
import io.dering.signaling.charges.MetaCharge;
import io.dering.signaling.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The data points of one answer, added up.
final class AnalyticsPoints {
  private static final int MAX_POINTS = 10_000;
  private static final int MAX_PLACES = 40;
  private static final int MILLIS_DIGITS = 3;
  private static final int MICROS_DIGITS = 6;

  private final long from;
  private final long until;
  private final Map<Key, MetaCharge> sums = new LinkedHashMap<>();
  private String currency = "";

  /// What an answer cannot be read for.
  private static final class NotRead extends Exception {
    private static final long serialVersionUID = 1;

    NotRead(String why) {
      super(why, null, false, false);
    }
  }

  private record Key(String country, @Nullable Direction direction, String tier) {}

  AnalyticsPoints(YearMonth month) {
    from = AnalyticsRequest.second(month);
    until = AnalyticsRequest.second(month.plusMonths(1));
  }

  AnalyticsAnswer read(Json.Obj root) {
    try {
      return added(root);
    } catch (NotRead e) {
      return new AnalyticsAnswer.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private AnalyticsAnswer.Read added(Json.Obj root) throws NotRead {
    Optional<Json.Obj> analytics = root.object("call_analytics");
    currency = currency(root).orElse("");
    // A business account that never had a call may have none.
    for (Json.Obj point : analytics.isPresent() ? points(analytics.get()) : List.<Json.Obj>of()) {
      if (isOfTheMonth(point)) {
        add(point);
      }
    }
    if (currency.isEmpty()) {
      throw new NotRead("no currency");
    }
    checkSum();
    return new AnalyticsAnswer.Read(currency, List.copyOf(sums.values()));
  }

  /// What follows adds the costs up without asking.
  private void checkSum() throws NotRead {
    try {
      long sum = 0;
      for (MetaCharge charge : sums.values()) {
        sum = Math.addExact(sum, charge.costMicros());
      }
    } catch (ArithmeticException _) {
      throw new NotRead("more than can be counted");
    }
  }

  /// Meta's example has the points right there; its other analytics have a list of such lists.
  private static List<Json.Obj> points(Json.Obj analytics) throws NotRead {
    List<Json.Obj> holders = new ArrayList<>(analytics.objects("data"));
    holders.add(analytics);
    List<Json.Obj> points = new ArrayList<>();
    for (Json.Obj holder : holders) {
      if (holder.object("paging").filter(paging -> paging.has("next")).isPresent()) {
        throw new NotRead("more than one page");
      }
      if (holder.elements("data_points").size() != holder.objects("data_points").size()) {
        throw new NotRead("a point that is none");
      }
      points.addAll(holder.objects("data_points"));
    }
    if (points.size() > MAX_POINTS) {
      throw new NotRead("more than %d points".formatted(MAX_POINTS));
    }
    return points;
  }

  /// By its middle: Meta's months may begin some hours before or after ours (UTC).
  private boolean isOfTheMonth(Json.Obj point) throws NotRead {
    long start = second(point, "start").orElseThrow(() -> missing("start"));
    long end = second(point, "end").orElse(start);
    long middle = start + Math.max(0, end - start) / 2;
    return middle >= from && middle < until;
  }

  private static Optional<Long> second(Json.Obj point, String name) {
    return SettingsReader.seconds(point, name).map(Instant::getEpochSecond);
  }

  private void add(Json.Obj point) throws NotRead {
    Key key =
        new Key(
            point.text("country").filter(text -> text.matches("[A-Z]{2}")).orElse(""),
            direction(point),
            point.text("tier").filter(text -> text.matches("[0-9A-Za-z_:.+-]{1,40}")).orElse(""));
    long calls = count(point);
    BigDecimal cost = number(point, "cost").orElseThrow(() -> missing("cost"));
    BigDecimal seconds = number(point, "average_duration").orElse(BigDecimal.ZERO);
    long talkMs = whole(seconds.multiply(BigDecimal.valueOf(calls)), MILLIS_DIGITS);
    agree(point);
    MetaCharge before = sums.getOrDefault(key, charge(key, 0, 0, 0));
    try {
      sums.put(
          key,
          charge(
              key,
              Math.addExact(before.calls(), calls),
              Math.addExact(before.talkMs(), talkMs),
              Math.addExact(before.costMicros(), whole(cost, MICROS_DIGITS))));
    } catch (ArithmeticException _) {
      throw new NotRead("more than can be counted");
    }
  }

  private static long count(Json.Obj point) throws NotRead {
    try {
      return number(point, "count").orElseThrow(() -> missing("count")).longValueExact();
    } catch (ArithmeticException _) {
      throw new NotRead("a count that is none");
    }
  }

  private static MetaCharge charge(Key key, long calls, long talkMs, long costMicros) {
    return new MetaCharge(key.country(), key.direction(), key.tier(), calls, talkMs, costMicros);
  }

  /// Points in several currencies have no sum.
  private void agree(Json.Obj point) throws NotRead {
    Optional<String> named = currency(point);
    if (named.isPresent() && !currency.isEmpty() && !named.get().equals(currency)) {
      throw new NotRead("more than one currency");
    }
    named.ifPresent(name -> currency = name);
  }

  private static Optional<String> currency(Json.Obj holder) {
    return holder.text("currency").filter(text -> text.matches("[A-Z]{3}"));
  }

  private static @Nullable Direction direction(Json.Obj point) {
    return switch (point.text("direction").orElse("").toUpperCase(Locale.ROOT)) {
      case "BUSINESS_INITIATED" -> Direction.OUTBOUND;
      case "USER_INITIATED" -> Direction.INBOUND;
      default -> null;
    };
  }

  /// Empty where there is none. Bounded, so that an exponent cannot make it endless.
  private static Optional<BigDecimal> number(Json.Obj point, String name) throws NotRead {
    String written = point.scalar(name).orElse("");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(written);
      if (number.signum() < 0) {
        throw new NotRead("a negative " + name);
      }
      if (number.precision() > MAX_PLACES || Math.abs(number.scale()) > MAX_PLACES) {
        throw new NotRead("a " + name + " that is none");
      }
      return Optional.of(number);
    } catch (NumberFormatException _) {
      throw new NotRead("a " + name + " that is none");
    }
  }

  /// So many decimal places further to the left, half up: Meta's fractions may be those of binary
  /// numbers, as in 0.30000000000000004.
  private static long whole(BigDecimal number, int places) throws NotRead {
    try {
      return number.movePointRight(places).setScale(0, RoundingMode.HALF_UP).longValueExact();
    } catch (ArithmeticException _) {
      throw new NotRead("more than can be counted");
    }
  }

  private static NotRead missing(String name) {
    return new NotRead("a point without " + name);
  }
}
