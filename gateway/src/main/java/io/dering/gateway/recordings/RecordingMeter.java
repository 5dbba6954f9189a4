package io.dering.gateway.recordings;

/// Counts attempts to bring recordings. Any thread.
@FunctionalInterface
public interface RecordingMeter {
  void attempted(RecordingOutcome outcome);
}
