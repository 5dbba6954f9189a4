package io.dering.signaling.routing;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import java.util.List;

/// What routing asks of rooms: who is assigned to this customer's room on this channel (IN-3a).
///
/// Pure towards the switchboard: answered from memory, on its thread, without side effects.
@FunctionalInterface
public interface Assignments {
  /// No rooms are kept: every call goes to the channel's groups (IN-3b).
  Assignments NOBODY = (_, _) -> List.of();

  /// The agents of an `answered` room. Empty when there is no room, or it is `open` or `resolved`.
  List<AgentId> of(ChannelId channel, Caller customer);
}
