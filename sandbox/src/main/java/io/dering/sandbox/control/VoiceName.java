package io.dering.sandbox.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a scripted phone can say without being sent a recording.
enum VoiceName {
  /// The recording that the phone's page plays.
  CUSTOMER,
  /// Other speech, to tell the two apart.
  OTHER,
  /// 440 Hz at -20 dB of full scale, two seconds.
  TONE,
  /// Opus frames of silence.
  SILENCE;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<VoiceName> of(String key) {
    return Arrays.stream(values()).filter(voice -> voice.key().equals(key)).findFirst();
  }
}
