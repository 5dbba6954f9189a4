package io.dering.signaling.settings;

/// What is done about Meta's call settings.
public enum SettingsPolicy {
  /// Nothing: Meta is not asked.
  IGNORED,
  /// They are read, and differences shown: somebody keeps them by hand.
  WATCHED,
  /// What differs after a change or a start is written.
  WRITTEN
}
