package io.dering.signaling.permission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a customer, or Meta for the customer, answered (Meta reference 3.3).
///
/// @param until when a temporary grant ends, as sent; null where it is not
/// @param automatic whether Meta said it and not the customer
public record PermissionReply(
    Response response, boolean permanent, @Nullable Instant until, boolean automatic) {
  public enum Response {
    ACCEPT,
    REJECT,
    /// The object was empty, or its word is not known: Meta must be asked.
    UNREADABLE
  }
}
