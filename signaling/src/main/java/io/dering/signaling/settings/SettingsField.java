package io.dering.signaling.settings;

import java.util.Locale;

/// Those of Meta's call settings that are kept in step, by Meta's names in small letters.
public enum SettingsField {
  /// Whether the number takes part in calling at all.
  STATUS,
  CALL_ICON_VISIBILITY,
  CALL_HOURS,
  CALLBACK_PERMISSION_STATUS,
  VOICEMAIL;

  /// Meta's name of the field.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
