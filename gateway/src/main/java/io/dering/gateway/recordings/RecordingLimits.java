package io.dering.gateway.recordings;

import java.time.Duration;

/// Policy values of recordings.
///
/// @param maxBytes the longest recording that is taken
/// @param diskBytes what all of them may take together; beyond it new ones wait
/// @param retention how long they are kept
public record RecordingLimits(long maxBytes, long diskBytes, Duration retention) {}
