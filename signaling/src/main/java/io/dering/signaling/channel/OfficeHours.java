package io.dering.signaling.channel;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When a business answers (RM-9): hours of each weekday on the wall clock of one time zone, so
/// that they move with its summer time, and days on which nobody is there.
///
/// @param week in any order; a day without an entry is closed
/// @param holidays closed all day
public record OfficeHours(ZoneId zone, List<Span> week, Set<LocalDate> holidays) {
  private static final int DAY_MINUTES = 24 * 60;

  /// The time zone of that name: a place of the tz database as Meta takes it (Meta reference 4.2),
  /// or UTC. Empty for an offset and for what stands for one (`+07:00`, `Etc/GMT-7`, `EST`), which
  /// has no summer time and is no zone to Meta.
  public static Optional<ZoneId> zoneOf(String name) {
    boolean place =
        name.indexOf('/') > 0 && !name.startsWith("Etc/") && !name.startsWith("SystemV/");
    return (place || name.equals("UTC") || name.equals("Etc/UTC"))
            && ZoneId.getAvailableZoneIds().contains(name)
        ? Optional.of(ZoneId.of(name))
        : Optional.empty();
  }

  public OfficeHours {
    week = List.copyOf(week);
    holidays = Set.copyOf(holidays);
  }

  /// Hours of one day.
  ///
  /// @param from in minutes after midnight, inside
  /// @param to in minutes after midnight, outside; 1440 for the day's end
  public record Span(DayOfWeek day, int from, int to) {
    private boolean holds(DayOfWeek on, int minute) {
      return day == on && minute >= from && minute < to;
    }
  }

  /// What is wrong with an entry.
  ///
  /// @param entry its place in `week`
  public record Fault(int entry, String rule) {}

  /// What keeps the hours from being usable; empty when nothing does.
  public Optional<Fault> fault() {
    for (int i = 0; i < week.size(); i++) {
      Span span = week.get(i);
      if (span.from() < 0 || span.to() > DAY_MINUTES || span.from() >= span.to()) {
        return Optional.of(new Fault(i, "must end after it begins, on the same day"));
      }
    }
    List<Span> ordered =
        week.stream().sorted(Comparator.comparing(Span::day).thenComparingInt(Span::from)).toList();
    for (int i = 1; i < ordered.size(); i++) {
      Span before = ordered.get(i - 1);
      Span span = ordered.get(i);
      if (before.day() == span.day() && span.from() < before.to()) {
        return Optional.of(new Fault(week.lastIndexOf(span), "overlaps other hours of that day"));
      }
    }
    return Optional.empty();
  }

  /// Whether somebody is there.
  public boolean isOpen(Instant now) {
    ZonedDateTime there = now.atZone(zone);
    int minute = there.getHour() * 60 + there.getMinute();
    return !holidays.contains(there.toLocalDate())
        && week.stream().anyMatch(span -> span.holds(there.getDayOfWeek(), minute));
  }
}
