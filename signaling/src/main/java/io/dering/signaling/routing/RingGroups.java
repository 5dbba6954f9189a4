package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which group rings for a channel, and in which groups an agent is.
public final class RingGroups {
  private final Map<ChannelId, RingGroup> byChannel = new HashMap<>();
  private final Map<AgentId, List<RingGroup>> byMember = new HashMap<>();

  /// @throws IllegalArgumentException when a channel has two groups of one mode (RG-5)
  public RingGroups(List<RingGroup> groups) {
    for (RingGroup group : groups) {
      if (byChannel.put(group.channel(), group) != null) {
        throw new IllegalArgumentException(
            "Channel " + group.channel() + " has two ring groups of mode " + group.mode());
      }
      for (AgentId member : group.members()) {
        byMember.computeIfAbsent(member, _ -> new ArrayList<>()).add(group);
      }
    }
  }

  public Optional<RingGroup> of(ChannelId channel) {
    return Optional.ofNullable(byChannel.get(channel));
  }

  /// The groups in which the agent rings.
  public List<RingGroup> of(AgentId member) {
    return List.copyOf(byMember.getOrDefault(member, List.of()));
  }
}
