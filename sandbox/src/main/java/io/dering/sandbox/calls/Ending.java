package io.dering.sandbox.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a call ended.
///
/// @param acceptedAt when accept's 200 left; null for a call that was never accepted, whose
///   terminate webhook carries no times
public record Ending(EndCause cause, Instant at, @Nullable Instant acceptedAt) {}
