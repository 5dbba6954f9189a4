package io.dering.signaling.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.settings.CallHours;
import io.dering.signaling.settings.CallingSettings;
import io.dering.signaling.settings.CallingSettings.Voicemail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Writes `POST /{phone-number-id}/settings` (Meta reference 4.1): the given fields alone, since
/// Meta leaves the others as they are.
public final class SettingsRequests {
  private static final JsonWriter JSON = new JsonWriter();

  private SettingsRequests() {}

  /// The JSON body, UTF-8.
  public static byte[] body(CallingSettings change) {
    return JSON.write(
            out -> {
              out.writeStartObject();
              out.writeObjectFieldStart("calling");
              text(out, "status", change.status());
              text(out, "call_icon_visibility", change.icon());
              if (change.hours().isPresent()) {
                write(out, change.hours().get());
              }
              text(out, "callback_permission_status", change.callback());
              if (change.voicemail().isPresent()) {
                write(out, change.voicemail().get());
              }
              out.writeEndObject();
              out.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void text(JsonGenerator out, String name, Optional<String> word)
      throws IOException {
    if (word.isPresent()) {
      out.writeStringField(name, word.get());
    }
  }

  /// Whole, holidays too: what is left out, Meta deletes (Meta reference 4.2).
  private static void write(JsonGenerator out, CallHours hours) throws IOException {
    out.writeObjectFieldStart("call_hours");
    out.writeStringField("status", hours.on() ? "ENABLED" : "DISABLED");
    if (!hours.week().isEmpty()) {
      out.writeStringField("timezone_id", hours.zone());
      out.writeArrayFieldStart("weekly_operating_hours");
      for (CallHours.Window window : hours.week()) {
        out.writeStartObject();
        out.writeStringField("day_of_week", window.day().name());
        out.writeStringField("open_time", time(window.from()));
        out.writeStringField("close_time", time(window.to()));
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("holiday_schedule");
      for (CallHours.Holiday holiday : hours.holidays()) {
        write(out, holiday.date(), holiday);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, LocalDate date, CallHours.Holiday holiday)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("date", date.toString());
    out.writeStringField("start_time", time(holiday.from()));
    out.writeStringField("end_time", time(holiday.to()));
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, Voicemail voicemail) throws IOException {
    out.writeObjectFieldStart("voicemail");
    out.writeStringField("status", voicemail.on() ? "ENABLED" : "DISABLED");
    if (voicemail.on()) {
      out.writeArrayFieldStart("triggers");
      for (String trigger : new TreeSet<>(voicemail.triggers())) {
        out.writeString(trigger);
      }
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  private static String time(int minute) {
    return String.format(Locale.ROOT, "%02d%02d", minute / 60, minute % 60);
  }
}
