package io.dering.signaling.backend;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Actor;

/// Calls of the business's.
public sealed interface CallRequest extends BackendRequest {
  /// Call a customer, with that agent on our side (OUT-2). Answered when everything has been looked
  /// at, Meta's word included, and the call is in the log; what the customer does comes later.
  ///
  /// @param by who asks
  /// @param agent who will talk: has a page whose line is up, and no call
  record PlaceCall(Actor by, AgentId agent, Callee callee) implements CallRequest {}

  /// Who is called.
  sealed interface Callee {}

  /// The customer of that room.
  record OfRoom(RoomId room) implements Callee {}

  /// Somebody by number or user id, with or without a room.
  record OfNumber(ChannelId channel, Caller customer) implements Callee {
    /// Redacted: personal data.
    @Override
    public String toString() {
      return "OfNumber[" + channel + "]";
    }
  }
}
