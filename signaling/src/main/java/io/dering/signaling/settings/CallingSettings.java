package io.dering.signaling.settings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Call settings of a number as Meta names them. A part that is empty is not wanted, not found, or
/// not to be changed, as the case may be.
///
/// @param status `ENABLED` or `DISABLED`
/// @param icon `DEFAULT` or `DISABLE_ALL`
/// @param callback `ENABLED` or `DISABLED`
public record CallingSettings(
    Optional<String> status,
    Optional<String> icon,
    Optional<CallHours> hours,
    Optional<String> callback,
    Optional<Voicemail> voicemail) {
  public static final CallingSettings NONE =
      new CallingSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /// Meta's voicemail (Meta reference 4.5).
  ///
  /// @param triggers `REJECT`, `TIMEOUT`
  public record Voicemail(boolean on, Set<String> triggers) {
    public static final Voicemail OFF = new Voicemail(false, Set.of());

    public Voicemail {
      triggers = Set.copyOf(triggers);
    }

    /// More triggers than wanted do no harm: they are somebody's own.
    private boolean holds(Voicemail wanted) {
      return on == wanted.on && (!on || triggers.containsAll(wanted.triggers));
    }

    private String text() {
      return on ? "on " + String.join(" ", new TreeSet<>(triggers)) : "off";
    }
  }

  /// Where what was found is not what was wanted.
  public record Difference(SettingsField field, String wanted, String found) {}

  /// In the order of the fields. What Meta leaves out has Meta's default.
  ///
  /// @param today where the number is: holidays that are over are no difference
  public List<Difference> differencesOf(CallingSettings found, LocalDate today) {
    Map<SettingsField, Difference> all = new EnumMap<>(SettingsField.class);
    differ(SettingsField.STATUS, status, found.status.orElse("NOT_SET"), all);
    differ(SettingsField.CALL_ICON_VISIBILITY, icon, found.icon.orElse("DEFAULT"), all);
    CallHours there = found.hours.orElse(CallHours.OFF);
    hours
        .filter(wanted -> !wanted.sameAs(there, today))
        .ifPresent(
            wanted -> put(SettingsField.CALL_HOURS, wanted.text(), there.from(today).text(), all));
    String back = found.callback.orElse("DISABLED");
    differ(SettingsField.CALLBACK_PERMISSION_STATUS, callback, back, all);
    Voicemail left = found.voicemail.orElse(Voicemail.OFF);
    voicemail
        .filter(wanted -> !left.holds(wanted))
        .ifPresent(wanted -> put(SettingsField.VOICEMAIL, wanted.text(), left.text(), all));
    return new ArrayList<>(all.values());
  }

  private static void differ(
      SettingsField field,
      Optional<String> wanted,
      String found,
      Map<SettingsField, Difference> all) {
    wanted.filter(word -> !word.equals(found)).ifPresent(word -> put(field, word, found, all));
  }

  private static void put(
      SettingsField field, String wanted, String found, Map<SettingsField, Difference> all) {
    all.put(field, new Difference(field, wanted, found));
  }

  /// What to write so that these fields are as wanted and nothing of somebody else's is lost: Meta
  /// replaces call hours whole, and a list of triggers too.
  CallingSettings changeOf(CallingSettings found, Set<SettingsField> fields) {
    return new CallingSettings(
        status.filter(_ -> fields.contains(SettingsField.STATUS)),
        icon.filter(_ -> fields.contains(SettingsField.CALL_ICON_VISIBILITY)),
        hours
            .filter(_ -> fields.contains(SettingsField.CALL_HOURS))
            .map(wanted -> wanted.on() ? wanted : found.hours.orElse(CallHours.OFF).switchedOff()),
        callback.filter(_ -> fields.contains(SettingsField.CALLBACK_PERMISSION_STATUS)),
        voicemail
            .filter(_ -> fields.contains(SettingsField.VOICEMAIL))
            .map(wanted -> wanted.on() ? with(wanted, found) : wanted));
  }

  private static Voicemail with(Voicemail wanted, CallingSettings found) {
    Set<String> triggers = new TreeSet<>(wanted.triggers());
    found.voicemail.filter(Voicemail::on).ifPresent(own -> triggers.addAll(own.triggers()));
    return new Voicemail(true, triggers);
  }
}
