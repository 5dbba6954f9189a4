package io.dering.sandbox.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What Meta demands of call hours (Meta reference 4.2).
final class CallHoursCheck {
  private static final String AT = "calling.call_hours.";
  private static final int MAX_WINDOWS = 2;
  private static final int MAX_HOLIDAYS = 20;
  private static final Set<String> DAYS =
      Set.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY");

  private CallHoursCheck() {}

  /// Times as they are written, `HHMM`, which sort as they follow each other.
  private record Window(String open, String close) {
    boolean overlaps(Window other) {
      return open.compareTo(other.close) < 0 && other.open.compareTo(close) < 0;
    }
  }

  static Optional<String> fault(JsonNode hours) {
    String status = hours.path("status").asText();
    if (!Set.of("ENABLED", "DISABLED").contains(status)) {
      return fault("status must be ENABLED or DISABLED.");
    }
    if (status.equals("DISABLED") && !hours.has("weekly_operating_hours")) {
      return Optional.empty();
    }
    if (!ZoneId.getAvailableZoneIds().contains(hours.path("timezone_id").asText())) {
      return fault("timezone_id is not a time zone.");
    }
    return week(hours.path("weekly_operating_hours"))
        .or(() -> holidays(hours.path("holiday_schedule")));
  }

  private static Optional<String> week(JsonNode week) {
    if (!week.isArray() || week.isEmpty()) {
      return fault("weekly_operating_hours must not be empty.");
    }
    Map<String, List<Window>> days = new HashMap<>();
    for (JsonNode entry : week) {
      String day = entry.path("day_of_week").asText();
      Window window =
          new Window(entry.path("open_time").asText(), entry.path("close_time").asText());
      List<Window> others = days.computeIfAbsent(day, _ -> new ArrayList<>());
      if (!DAYS.contains(day)) {
        return fault("weekly_operating_hours day_of_week must be a weekday.");
      }
      if (!isTime(window.open()) || !isTime(window.close())) {
        return fault("weekly_operating_hours times must be HHMM.");
      }
      if (window.open().compareTo(window.close()) >= 0) {
        return fault("weekly_operating_hours must open before they close.");
      }
      if (others.stream().anyMatch(window::overlaps)) {
        return fault("weekly_operating_hours overlap.");
      }
      others.add(window);
      if (others.size() > MAX_WINDOWS) {
        return fault("weekly_operating_hours may have two windows a day.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> holidays(JsonNode holidays) {
    if (holidays.size() > MAX_HOLIDAYS) {
      return fault("holiday_schedule may have 20 days.");
    }
    for (JsonNode entry : holidays) {
      if (!isDate(entry.path("date").asText())
          || !isTime(entry.path("start_time").asText())
          || !isTime(entry.path("end_time").asText())) {
        return fault("holiday_schedule needs date, start_time and end_time.");
      }
    }
    return Optional.empty();
  }

  private static boolean isTime(String text) {
    return text.matches("([01][0-9]|2[0-3])[0-5][0-9]");
  }

  private static boolean isDate(String text) {
    try {
      LocalDate.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static Optional<String> fault(String sentence) {
    return Optional.of(AT + sentence);
  }
}
