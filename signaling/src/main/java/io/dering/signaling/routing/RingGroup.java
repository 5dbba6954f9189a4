package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/// The agents who ring for a channel, in the group's order.
///
/// @param hunting round robin only: how long it rings for one member before it goes on to the next
///   (RG-7); zero: it goes on to nobody
public record RingGroup(
    RingGroupId id,
    String name,
    ChannelId channel,
    RingMode mode,
    List<AgentId> members,
    Duration hunting) {
  /// @throws IllegalArgumentException when the hunting time is negative
  public RingGroup {
    members = List.copyOf(members);
    if (hunting.isNegative()) {
      throw new IllegalArgumentException("A member cannot ring for " + hunting);
    }
  }

  /// A group without hunting.
  public RingGroup(
      RingGroupId id, String name, ChannelId channel, RingMode mode, List<AgentId> members) {
    this(id, name, channel, mode, members, Duration.ZERO);
  }

  /// The same with those members alone.
  public RingGroup only(Predicate<AgentId> members) {
    return new RingGroup(
        id, name, channel, mode, this.members.stream().filter(members).toList(), hunting);
  }

  /// Whether a call goes on to the next member (RG-7).
  public boolean hunts() {
    return mode == RingMode.ROUND_ROBIN && hunting.isPositive();
  }
}
