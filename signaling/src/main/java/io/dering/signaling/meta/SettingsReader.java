package io.dering.signaling.meta;

import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import io.dering.signaling.settings.CallHours;
import io.dering.signaling.settings.CallingSettings;
import io.dering.signaling.settings.CallingSettings.Voicemail;
import io.dering.signaling.standing.StandingChange.Restricted;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads Meta's answer to `GET /{phone-number-id}/settings` (Meta reference 4.1). What is not
/// understood is left out; what is not ours, such as SIP, is not looked at. Never throws.
public final class SettingsReader {
  /// Longer answers are not Meta's.
  public static final int MAX_BODY_LENGTH = 64 * 1024;

  private static final int MAX_WORD_LENGTH = 64;
  private static final int MAX_TEXT_LENGTH = 500;
  private static final int MAX_ELEMENTS = 64;
  private static final JsonReader JSON = new JsonReader(20, MAX_BODY_LENGTH);

  private SettingsReader() {}

  public static SettingsResult read(int status, byte[] body) {
    if (GraphResponses.read(status, body) instanceof GraphResult.Refused(var error)) {
      return new SettingsResult.Refused(error);
    }
    if (status / 100 != 2
        || body.length > MAX_BODY_LENGTH
        || !(JSON.read(body) instanceof JsonResult.Parsed(Json.Obj root))) {
      return new SettingsResult.Unreadable(status);
    }
    // A number that never had call settings may have none.
    Json.Obj calling = root.object("calling").orElse(Json.Obj.EMPTY);
    return new SettingsResult.Read(
        new CallingSettings(
            word(calling, "status"),
            word(calling, "call_icon_visibility"),
            calling.object("call_hours").map(SettingsReader::hours),
            word(calling, "callback_permission_status"),
            calling.object("voicemail").map(SettingsReader::voicemail)),
        calling.object("restrictions").map(SettingsReader::restrictions).orElse(List.of()));
  }

  /// An upper-case word of Meta's.
  static Optional<String> word(Json.Obj obj, String name) {
    return obj.text(name)
        .map(text -> text.toUpperCase(Locale.ROOT))
        .filter(text -> text.length() <= MAX_WORD_LENGTH && text.matches("[A-Z0-9_]+"));
  }

  /// A sentence of Meta's for people, cut to a bearable length.
  static Optional<String> sentence(Json.Obj obj, String name) {
    return obj.text(name)
        .filter(text -> !text.isBlank())
        .map(text -> text.substring(0, Math.min(text.length(), MAX_TEXT_LENGTH)));
  }

  static Optional<Instant> seconds(Json.Obj obj, String name) {
    return obj.whole(name)
        .filter(at -> at < Instant.MAX.getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  private static CallHours hours(Json.Obj hours) {
    List<CallHours.Window> week = new ArrayList<>();
    for (Json.Obj entry : hours.objects("weekly_operating_hours")) {
      OptionalInt from = minute(entry.scalar("open_time"));
      OptionalInt to = minute(entry.scalar("close_time"));
      Optional<DayOfWeek> day = word(entry, "day_of_week").flatMap(SettingsReader::day);
      if (from.isPresent() && to.isPresent() && day.isPresent() && week.size() < MAX_ELEMENTS) {
        week.add(new CallHours.Window(day.get(), from.getAsInt(), to.getAsInt()));
      }
    }
    List<CallHours.Holiday> holidays = new ArrayList<>();
    for (Json.Obj entry : hours.objects("holiday_schedule")) {
      OptionalInt from = minute(entry.scalar("start_time").or(() -> entry.scalar("open_time")));
      OptionalInt to = minute(entry.scalar("end_time").or(() -> entry.scalar("close_time")));
      Optional<LocalDate> date = entry.text("date").flatMap(SettingsReader::date);
      if (date.isPresent() && holidays.size() < MAX_ELEMENTS) {
        holidays.add(new CallHours.Holiday(date.get(), from.orElse(0), to.orElse(0)));
      }
    }
    boolean on = word(hours, "status").filter("ENABLED"::equals).isPresent();
    String zone = hours.text("timezone_id").filter(id -> id.length() <= MAX_WORD_LENGTH).orElse("");
    return new CallHours(on, zone, week, holidays);
  }

  private static Optional<DayOfWeek> day(String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equals(word)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  /// `0900`, `09:00` and the number 900 are all seen (Meta reference 4.2).
  private static OptionalInt minute(Optional<String> written) {
    String digits = written.orElse("").replace(":", "");
    if (!digits.matches("[0-9]{1,4}")) {
      return OptionalInt.empty();
    }
    int number = Integer.parseInt(digits);
    int minute = number / 100 * 60 + number % 100;
    return number % 100 < 60 && minute <= 24 * 60 ? OptionalInt.of(minute) : OptionalInt.empty();
  }

  private static Voicemail voicemail(Json.Obj voicemail) {
    Set<String> triggers = new HashSet<>();
    for (Json trigger : voicemail.elements("triggers")) {
      if (trigger instanceof Json.Text(String text)
          && text.matches("[A-Z_]{1,64}")
          && triggers.size() < MAX_ELEMENTS) {
        triggers.add(text);
      }
    }
    return new Voicemail(word(voicemail, "status").filter("ENABLED"::equals).isPresent(), triggers);
  }

  /// Meta's text and table spell the list differently.
  private static List<Restricted> restrictions(Json.Obj restrictions) {
    List<Json.Obj> all = new ArrayList<>(restrictions.objects("restrictions_list"));
    all.addAll(restrictions.objects("restriction_list"));
    return all.stream()
        .limit(MAX_ELEMENTS)
        .flatMap(one ->
            word(one, "type")
                .filter(AccountElements::isAboutCalling)
                .map(type ->
                    new Restricted(type, seconds(one, "expiration"), sentence(one, "reason")))
                .stream())
        .toList();
  }
}
