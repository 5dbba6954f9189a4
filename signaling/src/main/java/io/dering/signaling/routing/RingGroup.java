package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import java.util.List;

/// The agents who ring for a channel, in the group's order.
public record RingGroup(
    RingGroupId id, String name, ChannelId channel, RingMode mode, List<AgentId> members) {
  public RingGroup {
    members = List.copyOf(members);
  }
}
