package io.dering.gateway.recordings;

/// What came of an attempt to bring a recording: the label of a metric. The reason is in the log.
public enum RecordingOutcome {
  KEPT,
  /// It is asked for again later.
  POSTPONED,
  /// It will not come any more.
  GIVEN_UP
}
