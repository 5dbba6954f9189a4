package io.dering.signaling.backend;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;
import java.util.Optional;

/// Call permission of a room's customer (PM-1 to PM-9). A request for it takes three steps, since
/// Meta is asked in between: begun, then taken, not sent or unsure.
public sealed interface PermissionRequest extends BackendRequest {
  RoomId room();

  Actor by();

  /// How it stands; changes nothing.
  record ShowPermission(RoomId room, Actor by) implements PermissionRequest {}

  /// A request shall be sent: it counts from here on, so that of two at a time one is refused.
  ///
  /// @param windowOpen whether the business may write freely to the customer now (PM-1)
  /// @param hasTemplate whether the channel has a template for when it may not
  record BeginAsk(RoomId room, Actor by, String caption, boolean windowOpen, boolean hasTemplate)
      implements PermissionRequest {
    /// Redacted: what is written to a customer.
    @Override
    public String toString() {
      return "BeginAsk[" + room + "]";
    }
  }

  /// Meta has taken it.
  record AskTaken(RoomId room, Actor by, AskId ask, MessageId message)
      implements PermissionRequest {}

  /// Nobody knows whether Meta has taken it.
  record AskUnsure(RoomId room, Actor by, AskId ask) implements PermissionRequest {}

  /// Meta refused it, or it never left this machine.
  record AskNotSent(RoomId room, Actor by, AskId ask, Optional<MetaError> error)
      implements PermissionRequest {}
}
