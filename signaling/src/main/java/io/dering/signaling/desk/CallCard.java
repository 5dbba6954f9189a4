package io.dering.signaling.desk;

import io.dering.signaling.id.CallId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The call an agent holds, in a welcome. `since` is null while it is still connecting.
public record CallCard(
    CallId call,
    CustomerCard customer,
    ChannelCard channel,
    @Nullable Instant since,
    boolean muted) {}
