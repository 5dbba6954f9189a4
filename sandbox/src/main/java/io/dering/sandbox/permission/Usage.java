package io.dering.sandbox.permission;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far a limit is used up.
///
/// @param period over which is counted
/// @param freeAt when the next one is allowed; null while `used` is below `most`
public record Usage(Duration period, int most, int used, @Nullable Instant freeAt) {}
