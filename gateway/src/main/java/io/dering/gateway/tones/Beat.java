package io.dering.gateway.tones;

/// A part of a tone's cadence.
///
/// @param hz 0 for a pause
record Beat(int hz, int durationMs) {
  static Beat tone(int hz, int durationMs) {
    return new Beat(hz, durationMs);
  }

  static Beat pause(int durationMs) {
    return new Beat(0, durationMs);
  }
}
