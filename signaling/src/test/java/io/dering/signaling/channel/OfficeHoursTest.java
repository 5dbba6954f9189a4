package io.dering.signaling.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RM-9: hours on the wall clock of the business.
class OfficeHoursTest {
  private static final OfficeHours BERLIN =
      new OfficeHours(
          ZoneId.of("Europe/Berlin"),
          List.of(
              span(DayOfWeek.MONDAY, "09:00", "12:00"),
              span(DayOfWeek.MONDAY, "13:00", "17:00"),
              span(DayOfWeek.SUNDAY, "00:00", "24:00")),
          Set.of(LocalDate.of(2026, 12, 21)));

  @ParameterizedTest
  @CsvSource({
    // Winter time: an hour ahead of UTC.
    "2026-11-23T07:59:59Z, false",
    "2026-11-23T08:00:00Z, true",
    "2026-11-23T10:59:59Z, true",
    "2026-11-23T11:00:00Z, false",
    "2026-11-23T12:00:00Z, true",
    "2026-11-23T16:00:00Z, false",
    // Summer time: two hours.
    "2026-07-06T06:59:59Z, false",
    "2026-07-06T07:00:00Z, true",
    // A whole day, by that clock.
    "2026-11-21T22:59:59Z, false",
    "2026-11-21T23:00:00Z, true",
    "2026-11-22T22:59:59Z, true",
    // A Monday that is a holiday, and a weekday without hours.
    "2026-12-21T10:00:00Z, false",
    "2026-11-24T10:00:00Z, false"
  })
  void itIsOpenByTheClockOfItsTimeZone(Instant at, boolean open) {
    assertThat(BERLIN.isOpen(at)).isEqualTo(open);
  }

  @Test
  void hoursThatOverlapAreNamedByTheirPlace() {
    assertThat(
            hours(
                span(DayOfWeek.MONDAY, "09:00", "12:00"), span(DayOfWeek.MONDAY, "11:59", "13:00")))
        .hasValueSatisfying(fault -> assertThat(fault.entry()).isEqualTo(1));
    assertThat(
            hours(
                span(DayOfWeek.MONDAY, "09:00", "12:00"), span(DayOfWeek.MONDAY, "12:00", "13:00")))
        .isEmpty();
    assertThat(
            hours(
                span(DayOfWeek.MONDAY, "09:00", "12:00"),
                span(DayOfWeek.TUESDAY, "09:00", "12:00")))
        .isEmpty();
    assertThat(hours(span(DayOfWeek.MONDAY, "12:00", "12:00")))
        .hasValueSatisfying(fault -> assertThat(fault.entry()).isZero());
    assertThat(hours(span(DayOfWeek.MONDAY, "12:00", "09:00"))).isPresent();
  }

  /// RM-9, Meta reference 4.2: what Meta takes as `timezone_id`.
  @Test
  void aTimeZoneIsAPlaceOrUtc() {
    assertThat(List.of("Asia/Jakarta", "Europe/London", "America/Argentina/Salta", "UTC"))
        .allSatisfy(name -> assertThat(OfficeHours.zoneOf(name)).contains(ZoneId.of(name)));
    assertThat(
            List.of("+07:00", "Z", "UTC+7", "GMT+7", "Etc/GMT-7", "EST", "WIB", "Asia/", "", "/"))
        .allSatisfy(name -> assertThat(OfficeHours.zoneOf(name)).isEmpty());
  }

  private static Optional<OfficeHours.Fault> hours(OfficeHours.Span... week) {
    return new OfficeHours(ZoneId.of("UTC"), List.of(week), Set.of()).fault();
  }

  private static OfficeHours.Span span(DayOfWeek day, String from, String to) {
    return new OfficeHours.Span(day, minutes(from), minutes(to));
  }

  private static int minutes(String time) {
    return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
  }
}
