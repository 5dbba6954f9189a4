package io.dering.signaling.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.channel.InboundRules.OutOfHours;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.channel.OfficeHours.Span;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.settings.CallHours.Window;
import io.dering.signaling.settings.CallingSettings.Difference;
import io.dering.signaling.settings.CallingSettings.Voicemail;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a channel's own settings ask of Meta's.
class WishTest {
  private static final Instant NOW = Instant.parse("2026-10-05T08:00:00Z");
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 5);
  private static final ZoneId JAKARTA = ZoneId.of("Asia/Jakarta");

  /// IN-2: off hides the call icon, and leaves the number's calling as such alone.
  @Test
  void aChannelThatIsOffHidesItsCallIcon() {
    var on = wish(InboundRules.ALWAYS, false).settings();
    assertThat(on.status()).contains("ENABLED");
    assertThat(on.icon()).contains("DEFAULT");
    var off = wish(new InboundRules(false, Optional.empty(), OutOfHours.REJECT), false).settings();
    assertThat(off.icon()).contains("DISABLE_ALL");
    assertThat(off.status()).isEmpty();
  }

  /// IN-13: callback permission is Meta's to ask for, if the channel has it switched on.
  @Test
  void callbackPermissionIsOffUnlessTheChannelHasIt() {
    assertThat(wish(InboundRules.ALWAYS, false).settings().callback()).contains("DISABLED");
    assertThat(wish(InboundRules.ALWAYS, true).settings().callback()).contains("ENABLED");
  }

  /// RM-9: Meta's call hours are the channel's office hours, holidays of the past left out.
  @Test
  void callHoursAreTheOfficeHours() {
    var wish =
        wish(
            OutOfHours.REJECT,
            Set.of(LocalDate.of(2026, 12, 25), LocalDate.of(2025, 12, 25)),
            span(DayOfWeek.TUESDAY, 8, 17),
            span(DayOfWeek.MONDAY, 13, 17),
            span(DayOfWeek.MONDAY, 8, 12));
    assertThat(hours(wish).text())
        .isEqualTo(
            "Asia/Jakarta; Mon 08:00-12:00, Mon 13:00-17:00, Tue 08:00-17:00; closed 2026-12-25");
    assertThat(wish.notes()).isEmpty();
    assertThat(wish.settings().voicemail()).contains(Voicemail.OFF);
  }

  /// RM-9: whoever may call outside the hours meets no call hours at Meta, and what is left at Meta
  /// of voicemail is nobody's business.
  @Test
  void whereCallsRingAnywayMetaHasNoHours() {
    var wish = wish(OutOfHours.RING, Set.of(), span(DayOfWeek.MONDAY, 8, 12));
    assertThat(wish.settings().hours()).contains(CallHours.OFF);
    assertThat(wish.settings().voicemail()).isEmpty();
    assertThat(wish(InboundRules.ALWAYS, false).settings().hours()).contains(CallHours.OFF);
  }

  /// RM-9, IN-10: Meta's voicemail and Meta's call hours exclude each other.
  @Test
  void voicemailTakesThePlaceOfCallHours() {
    var wish = wish(OutOfHours.VOICEMAIL, Set.of(), span(DayOfWeek.MONDAY, 8, 12));
    assertThat(wish.settings().hours()).contains(CallHours.OFF);
    assertThat(wish.settings().voicemail()).contains(new Voicemail(true, Set.of("REJECT")));
    assertThat(wish.notes()).containsExactly(Wish.Note.VOICEMAIL_INSTEAD_OF_HOURS);
  }

  /// RM-9: a third window a day goes by leaving out the shortest break, so that Meta lets through
  /// more than we answer, never less.
  @Test
  void aThirdWindowLeavesOutTheShortestBreak() {
    var wish =
        wish(
            OutOfHours.REJECT,
            Set.of(),
            span(DayOfWeek.MONDAY, 8, 10),
            span(DayOfWeek.MONDAY, 11, 12),
            span(DayOfWeek.MONDAY, 14, 17));
    assertThat(hours(wish).week())
        .containsExactly(
            new Window(DayOfWeek.MONDAY, 480, 720), new Window(DayOfWeek.MONDAY, 840, 1_020));
    assertThat(wish.notes()).containsExactly(Wish.Note.MORE_THAN_TWO_WINDOWS);
  }

  /// RM-9: a shift over midnight loses its last minute of the day at Meta.
  @Test
  void aNightShiftIsWrittenUpToTheLastMinuteOfTheDay() {
    var wish =
        wish(
            OutOfHours.REJECT,
            Set.of(),
            span(DayOfWeek.MONDAY, 22, 24),
            span(DayOfWeek.TUESDAY, 0, 6));
    assertThat(hours(wish).week())
        .containsExactly(
            new Window(DayOfWeek.MONDAY, 1_320, 1_439), new Window(DayOfWeek.TUESDAY, 0, 360));
    assertThat(wish.notes()).containsExactly(Wish.Note.OVER_MIDNIGHT);
  }

  /// RM-9: Meta holds 20 holidays; the next ones matter.
  @Test
  void ofManyHolidaysTheNextTwentyAreWritten() {
    Set<LocalDate> days =
        IntStream.range(0, 30).mapToObj(TODAY::plusDays).collect(Collectors.toSet());
    var wish = wish(OutOfHours.REJECT, days, span(DayOfWeek.MONDAY, 8, 12));
    assertThat(hours(wish).holidays()).hasSize(20);
    assertThat(hours(wish).holidays().getLast().date()).isEqualTo(TODAY.plusDays(19));
    assertThat(wish.notes()).containsExactly(Wish.Note.MORE_THAN_TWENTY_HOLIDAYS);
  }

  /// RM-9: a week without hours cannot be said to Meta.
  @Test
  void aWeekWithoutHoursHasNoneAtMeta() {
    var wish = wish(OutOfHours.REJECT, Set.of());
    assertThat(hours(wish)).isEqualTo(CallHours.OFF);
    assertThat(wish.notes()).containsExactly(Wish.Note.NEVER_OPEN);
  }

  @Test
  void differencesNameFieldWishAndFinding() {
    var wish = wish(OutOfHours.REJECT, Set.of(), span(DayOfWeek.MONDAY, 8, 12));
    assertThat(wish.settings().differencesOf(CallingSettings.NONE, TODAY))
        .containsExactly(
            new Difference(SettingsField.STATUS, "ENABLED", "NOT_SET"),
            new Difference(SettingsField.CALL_HOURS, "Asia/Jakarta; Mon 08:00-12:00", "off"));
    assertThat(wish.settings().differencesOf(wish.settings(), TODAY)).isEmpty();
  }

  /// Meta replaces call hours whole: hours that are only switched off keep what they were.
  @Test
  void switchedOffHoursKeepTheirSchedule() {
    var there =
        new CallHours(
            true, "Asia/Jakarta", List.of(new Window(DayOfWeek.MONDAY, 480, 720)), List.of());
    var change =
        wish(InboundRules.ALWAYS, false)
            .settings()
            .changeOf(found(there, Voicemail.OFF), Set.of(SettingsField.CALL_HOURS));
    assertThat(change.hours().orElseThrow().on()).isFalse();
    assertThat(change.hours().orElseThrow().week()).hasSize(1);
    assertThat(change.status()).isEmpty();
  }

  @Test
  void triggersOfVoicemailThatSomebodyAddedStay() {
    var wished = wish(OutOfHours.VOICEMAIL, Set.of()).settings();
    var all = found(CallHours.OFF, new Voicemail(true, Set.of("REJECT", "TIMEOUT")));
    assertThat(wished.differencesOf(all, TODAY))
        .extracting(Difference::field)
        .doesNotContain(SettingsField.VOICEMAIL);
    var other = found(CallHours.OFF, new Voicemail(true, Set.of("TIMEOUT")));
    assertThat(wished.changeOf(other, Set.of(SettingsField.VOICEMAIL)).voicemail())
        .contains(new Voicemail(true, Set.of("REJECT", "TIMEOUT")));
  }

  private static CallingSettings found(CallHours hours, Voicemail voicemail) {
    return new CallingSettings(
        Optional.of("ENABLED"),
        Optional.empty(),
        Optional.of(hours),
        Optional.empty(),
        Optional.of(voicemail));
  }

  private static CallHours hours(Wish wish) {
    return wish.settings().hours().orElseThrow();
  }

  private static Span span(DayOfWeek day, int from, int to) {
    return new Span(day, from * 60, to * 60);
  }

  private static Wish wish(OutOfHours rule, Set<LocalDate> holidays, Span... week) {
    var hours = new OfficeHours(JAKARTA, List.of(week), new HashSet<>(holidays));
    return wish(new InboundRules(true, Optional.of(hours), rule), false);
  }

  private static Wish wish(InboundRules rules, boolean callback) {
    var id = new ChannelId("100");
    var settings = new ChannelSettings(id, Duration.ofSeconds(30), rules, callback);
    return Wish.of(new Channel(id, "Front", "442079460123").with(settings), NOW);
  }
}
