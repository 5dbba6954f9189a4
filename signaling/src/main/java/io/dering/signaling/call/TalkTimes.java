package io.dering.signaling.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When Meta saw the call picked up and ended; only picked-up calls have them.
public record TalkTimes(Instant start, @Nullable Instant end, long durationSeconds) {}
