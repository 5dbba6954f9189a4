package io.dering.signaling.settings;

import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.channel.InboundRules.OutOfHours;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.settings.CallHours.Holiday;
import io.dering.signaling.settings.CallHours.Window;
import io.dering.signaling.settings.CallingSettings.Voicemail;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a channel's settings ask of Meta's.
///
/// | channel | Meta |
/// |---|---|
/// | inbound on | `status` ENABLED, icon DEFAULT |
/// | inbound off | icon DISABLE_ALL; `status` is left alone, since DISABLED would forbid the business's own calls too (IN-2, OUT-1) |
/// | office hours, rule `reject` | call hours in step, voicemail off |
/// | rule `voicemail` | call hours off, voicemail on at our reject: Meta's voicemail wants no call hours |
/// | rule `ring`, or no office hours | call hours off; voicemail is left alone |
/// | callback permission | `callback_permission_status` |
///
/// @param settings of which the empty ones are not ours to say
/// @param notes what Meta cannot hold; our own rule holds all the same
/// @param today where the number is
public record Wish(CallingSettings settings, Set<Note> notes, LocalDate today) {
  static final int LAST_MINUTE = 24 * 60 - 1;
  private static final int MAX_WINDOWS = 2;
  private static final int MAX_HOLIDAYS = 20;

  public Wish {
    notes = Set.copyOf(notes);
  }

  /// What Meta cannot hold. The names are the API's, in small letters: append only.
  public enum Note {
    /// Meta knows two windows a day: the shortest breaks are left out there.
    MORE_THAN_TWO_WINDOWS,
    /// Meta's day ends at 23:59, and no window goes over midnight.
    OVER_MIDNIGHT,
    /// Meta knows 20 holidays: the next ones are there.
    MORE_THAN_TWENTY_HOLIDAYS,
    /// Meta's week cannot be empty: its call hours are off.
    NEVER_OPEN,
    /// Meta's voicemail wants its call hours off.
    VOICEMAIL_INSTEAD_OF_HOURS
  }

  public static Wish of(Channel channel, Instant now) {
    InboundRules inbound = channel.inbound();
    Optional<OfficeHours> office = inbound.officeHours();
    ZoneId zone = office.map(OfficeHours::zone).orElse(ZoneOffset.UTC);
    LocalDate today = now.atZone(zone).toLocalDate();
    Set<Note> notes = EnumSet.noneOf(Note.class);
    CallHours hours = CallHours.OFF;
    Optional<Voicemail> voicemail = Optional.empty();
    if (inbound.outOfHours() == OutOfHours.VOICEMAIL) {
      voicemail = Optional.of(new Voicemail(true, Set.of("REJECT")));
      office.ifPresent(_ -> notes.add(Note.VOICEMAIL_INSTEAD_OF_HOURS));
    } else if (office.isPresent() && inbound.outOfHours() == OutOfHours.REJECT) {
      hours = hours(office.get(), today, notes);
      voicemail = hours.on() ? Optional.of(Voicemail.OFF) : voicemail;
    }
    CallingSettings settings =
        new CallingSettings(
            inbound.on() ? Optional.of("ENABLED") : Optional.empty(),
            Optional.of(inbound.on() ? "DEFAULT" : "DISABLE_ALL"),
            Optional.of(hours),
            Optional.of(channel.callbackPermission() ? "ENABLED" : "DISABLED"),
            voicemail);
    return new Wish(settings, notes, today);
  }

  /// Where Meta cannot hold them, wider than they are: a call that comes is judged by us.
  private static CallHours hours(OfficeHours office, LocalDate today, Set<Note> notes) {
    List<Window> week = new ArrayList<>();
    for (DayOfWeek day : DayOfWeek.values()) {
      week.addAll(windows(office, day, notes));
    }
    if (week.isEmpty()) {
      notes.add(Note.NEVER_OPEN);
      return CallHours.OFF;
    }
    List<LocalDate> days =
        office.holidays().stream().filter(day -> !day.isBefore(today)).sorted().toList();
    if (days.size() > MAX_HOLIDAYS) {
      notes.add(Note.MORE_THAN_TWENTY_HOLIDAYS);
    }
    List<Holiday> holidays =
        days.stream().limit(MAX_HOLIDAYS).map(day -> new Holiday(day, 0, LAST_MINUTE)).toList();
    return new CallHours(true, office.zone().getId(), week, holidays);
  }

  private static List<Window> windows(OfficeHours office, DayOfWeek day, Set<Note> notes) {
    List<Window> windows = new ArrayList<>();
    office.week().stream()
        .filter(span -> span.day() == day)
        .sorted((a, b) -> Integer.compare(a.from(), b.from()))
        .forEach(span -> add(new Window(day, span.from(), span.to()), windows));
    while (windows.size() > MAX_WINDOWS) {
      notes.add(Note.MORE_THAN_TWO_WINDOWS);
      joinOverShortestBreak(windows);
    }
    if (!windows.isEmpty() && windows.getLast().to() > LAST_MINUTE) {
      notes.add(Note.OVER_MIDNIGHT);
      Window last = windows.removeLast();
      if (last.from() < LAST_MINUTE) {
        windows.add(new Window(day, last.from(), LAST_MINUTE));
      }
    }
    return windows;
  }

  /// Windows that meet are one.
  private static void add(Window window, List<Window> windows) {
    if (!windows.isEmpty() && windows.getLast().to() >= window.from()) {
      Window before = windows.removeLast();
      windows.add(new Window(window.day(), before.from(), window.to()));
    } else {
      windows.add(window);
    }
  }

  private static void joinOverShortestBreak(List<Window> windows) {
    int shortest = 1;
    for (int i = 2; i < windows.size(); i++) {
      if (gap(windows, i) < gap(windows, shortest)) {
        shortest = i;
      }
    }
    Window after = windows.remove(shortest);
    Window before = windows.get(shortest - 1);
    windows.set(shortest - 1, new Window(before.day(), before.from(), after.to()));
  }

  private static int gap(List<Window> windows, int place) {
    return windows.get(place).from() - windows.get(place - 1).to();
  }
}
