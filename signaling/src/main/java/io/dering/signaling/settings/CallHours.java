package io.dering.signaling.settings;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// Meta's call hours of a number (Meta reference 4.2).
///
/// @param on off: customers may call around the clock, whatever the rest says
/// @param zone an IANA name; empty when Meta has none
/// @param week in the order of the week
/// @param holidays in the order of their days: times at which nobody is there
public record CallHours(boolean on, String zone, List<Window> week, List<Holiday> holidays) {
  /// Open around the clock.
  public static final CallHours OFF = new CallHours(false, "", List.of(), List.of());

  public CallHours {
    week =
        week.stream()
            .sorted(Comparator.comparing(Window::day).thenComparingInt(Window::from))
            .toList();
    holidays = holidays.stream().sorted(Comparator.comparing(Holiday::date)).toList();
  }

  /// Times in minutes after midnight.
  public record Window(DayOfWeek day, int from, int to) {}

  /// Times in minutes after midnight.
  public record Holiday(LocalDate date, int from, int to) {}

  /// The same hours, without holidays that are over.
  CallHours from(LocalDate today) {
    return new CallHours(
        on,
        zone,
        week,
        holidays.stream().filter(holiday -> !holiday.date().isBefore(today)).toList());
  }

  /// The same schedule, not in force: Meta deletes what a request leaves out.
  CallHours switchedOff() {
    return new CallHours(false, zone, week, holidays);
  }

  /// Whether customers meet the same hours.
  boolean sameAs(CallHours other, LocalDate today) {
    return on ? from(today).equals(other.from(today)) : !other.on;
  }

  /// For people: `off`, or `Asia/Jakarta; Mon 08:00-12:00, Mon 13:00-17:00; closed 2026-12-25`.
  public String text() {
    if (!on) {
      return "off";
    }
    StringJoiner windows = new StringJoiner(", ");
    for (Window window : week) {
      windows.add(
          window.day().getDisplayName(TextStyle.SHORT, Locale.ROOT)
              + " "
              + span(window.from(), window.to()));
    }
    StringJoiner days = new StringJoiner(", ", "; closed ", "").setEmptyValue("");
    for (Holiday holiday : holidays) {
      boolean all = holiday.from() == 0 && holiday.to() >= Wish.LAST_MINUTE;
      days.add(holiday.date() + (all ? "" : " " + span(holiday.from(), holiday.to())));
    }
    return zone + "; " + windows + days;
  }

  private static String span(int from, int to) {
    return time(from) + "-" + time(to);
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
  }
}
