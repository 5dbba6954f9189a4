package io.dering.sandbox.permission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A `call_permission_reply` on its way to the business (reference 3.3).
///
/// @param contextId the request's message id, the customer's call's id, or null where there is
///   neither
/// @param until null but for a temporary grant; of the calendar
public record Reply(
    @Nullable String contextId,
    boolean accepted,
    boolean permanent,
    @Nullable Instant until,
    boolean automatic) {}
