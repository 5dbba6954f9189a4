package io.dering.signaling.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.settings.CallHours;
import io.dering.signaling.settings.CallHours.Holiday;
import io.dering.signaling.settings.CallHours.Window;
import io.dering.signaling.settings.CallingSettings;
import io.dering.signaling.settings.CallingSettings.Voicemail;
import io.dering.signaling.standing.StandingChange.Restricted;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Meta's call settings on the wire (Meta reference part 4).
class SettingsCodecTest {
  private static final CallHours HOURS =
      new CallHours(
          true,
          "Asia/Jakarta",
          List.of(
              new Window(DayOfWeek.MONDAY, 480, 720),
              new Window(DayOfWeek.MONDAY, 780, 1_020),
              new Window(DayOfWeek.TUESDAY, 480, 1_020)),
          List.of(new Holiday(LocalDate.of(2026, 12, 25), 540, 720)));

  /// RM-9: the sample of call hours, field for field.
  @Test
  void callHoursAreWrittenAsInMetasSample() {
    var change =
        new CallingSettings(
            Optional.of("ENABLED"),
            Optional.of("DEFAULT"),
            Optional.of(HOURS),
            Optional.of("ENABLED"),
            Optional.empty());
    var written = Fixtures.object(SettingsRequests.body(change)).object("calling").orElseThrow();
    var sample = Fixtures.object("request-settings-calling").object("calling").orElseThrow();
    assertThat(written.fields().keySet())
        .containsExactly(
            "status", "call_icon_visibility", "call_hours", "callback_permission_status");
    written
        .fields()
        .forEach((name, value) -> assertThat(value).as(name).isEqualTo(sample.fields().get(name)));
  }

  /// Fields that are not ours stay as they are: they are not named.
  @Test
  void whatIsNotChangedIsNotNamed() {
    assertThat(text(CallingSettings.NONE)).isEqualTo("{\"calling\":{}}");
    var voicemail =
        new CallingSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Voicemail(true, Set.of("TIMEOUT", "REJECT"))));
    assertThat(text(voicemail))
        .isEqualTo(
            "{\"calling\":{\"voicemail\":{\"status\":\"ENABLED\","
                + "\"triggers\":[\"REJECT\",\"TIMEOUT\"]}}}");
  }

  /// IN-12: what a number has, and how its calls are restricted.
  @Test
  void metasAnswerIsRead() {
    var read = read(Fixtures.bytes("response-settings-get"));
    assertThat(read.settings().status()).contains("ENABLED");
    assertThat(read.settings().hours().orElseThrow().text())
        .isEqualTo("Asia/Jakarta; Mon 08:00-17:00; closed 2026-12-25 09:00-12:00");
    assertThat(read.settings().voicemail()).contains(Voicemail.OFF);
    assertThat(read.restrictions())
        .containsExactly(
            new Restricted(
                "RESTRICTED_BUSINESS_INITIATED_CALLING",
                Optional.of(Instant.ofEpochSecond(1_791_792_000)),
                Optional.of("Negative user feedback")));
    assertThat(read(Fixtures.bytes("response-settings-get-sip-credentials")).settings().status())
        .contains("ENABLED");
  }

  @Test
  void timesAreReadInEachOfMetasSpellings() {
    String body =
        """
        {"calling":{"call_hours":{"status":"ENABLED","timezone_id":"UTC","weekly_operating_hours":[
          {"day_of_week":"MONDAY","open_time":"04:00","close_time":"0900"},
          {"day_of_week":"monday","open_time":1000,"close_time":"1090"},
          {"day_of_week":"TUESDAY","open_time":900,"close_time":1730}],
          "holiday_schedule":[{"date":"2026-01-01","open_time":"0000","close_time":"2359"},
            {"date":"soon"}]}}}
        """;
    assertThat(read(bytes(body)).settings().hours().orElseThrow().text())
        .isEqualTo("UTC; Mon 04:00-09:00, Tue 09:00-17:30; closed 2026-01-01");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{\"calling\":", "null"})
  void whatIsNoAnswerIsUnreadable(String body) {
    assertThat(SettingsReader.read(200, bytes(body))).isInstanceOf(SettingsResult.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"calling\":[]}",
        "{\"calling\":{\"status\":7,\"call_hours\":\"\",\"voicemail\":[],\"restrictions\":1}}"
      })
  void whatIsNotUnderstoodIsLeftOut(String body) {
    assertThat(read(bytes(body)).settings()).isEqualTo(CallingSettings.NONE);
  }

  @Test
  void anErrorIsARefusalWithItsCode() {
    assertThat(SettingsReader.read(401, Fixtures.bytes("response-error-190")))
        .isInstanceOfSatisfying(
            SettingsResult.Refused.class,
            refused -> assertThat(refused.error().code()).isEqualTo(190));
  }

  private static String text(CallingSettings change) {
    return new String(SettingsRequests.body(change), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  private static SettingsResult.Read read(byte[] body) {
    return (SettingsResult.Read) SettingsReader.read(200, body);
  }
}
