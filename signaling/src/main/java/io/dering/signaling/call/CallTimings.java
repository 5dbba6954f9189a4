package io.dering.signaling.call;

import java.time.Duration;

/// The policy values that the machine needs.
///
/// @param rejoinGrace how long a taken call waits for its agent's page to come back, or for the leg
///   of a page that accepted without one
/// @param connectingTimeout how long accepting may take
/// @param tombstone how long an ended call is remembered
public record CallTimings(Duration rejoinGrace, Duration connectingTimeout, Duration tombstone) {}
