package io.dering.signaling.desk;

import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.RoomId;
import org.jspecify.annotations.Nullable;

/// The customer as the page shows it: personal data, never for a log.
///
/// @param room the customer's room with that channel, null if there is none
/// @param payloads what the call button or link carried by which the customer calls (IN-14)
public record CustomerCard(
    @Nullable String name, @Nullable String number, @Nullable RoomId room, Payloads payloads) {
  /// A customer without a room, who calls by hand.
  public CustomerCard(@Nullable String name, @Nullable String number) {
    this(name, number, null, Payloads.NONE);
  }

  /// Redacted.
  @Override
  public String toString() {
    return "CustomerCard[redacted]";
  }
}
