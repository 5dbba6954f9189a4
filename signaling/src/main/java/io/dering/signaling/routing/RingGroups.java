package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which groups ring for a channel, and in which group an agent is.
///
/// Divisions, which group agents for chat, are nothing that is known here (RG-8).
public final class RingGroups {
  private final Map<ChannelId, Map<RingMode, RingGroup>> byChannel = new HashMap<>();
  private final Map<AgentId, RingGroup> byMember = new HashMap<>();
  private Optional<RingGroup> fallback = Optional.empty();

  /// The same, with a group that rings for every channel that has none.
  ///
  /// @throws IllegalArgumentException when there is no such group
  public RingGroups(List<RingGroup> groups, Optional<RingGroupId> fallback) {
    this(groups);
    if (fallback.isPresent()) {
      this.fallback =
          Optional.of(
              groups.stream()
                  .filter(group -> group.id().equals(fallback.get()))
                  .findFirst()
                  .orElseThrow(
                      () -> new IllegalArgumentException("No ring group " + fallback.get())));
    }
  }

  /// @throws IllegalArgumentException when a channel has two groups of one mode (RG-5), or an agent
  ///   is in two groups or twice in one (RG-6)
  public RingGroups(List<RingGroup> groups) {
    for (RingGroup group : groups) {
      Map<RingMode, RingGroup> modes =
          byChannel.computeIfAbsent(group.channel(), _ -> new EnumMap<>(RingMode.class));
      if (modes.put(group.mode(), group) != null) {
        throw new IllegalArgumentException(
            "Channel " + group.channel() + " has two ring groups of mode " + group.mode());
      }
      for (AgentId member : group.members()) {
        if (byMember.put(member, group) != null) {
          throw new IllegalArgumentException("Agent " + member + " is in a ring group already");
        }
      }
    }
  }

  /// The channel's group of that mode.
  public Optional<RingGroup> of(ChannelId channel, RingMode mode) {
    Map<RingMode, RingGroup> modes = byChannel.get(channel);
    return modes == null
        ? fallback.filter(group -> group.mode() == mode)
        : Optional.ofNullable(modes.get(mode));
  }

  /// The group in which the agent rings: at most one (RG-6).
  public Optional<RingGroup> of(AgentId member) {
    return Optional.ofNullable(byMember.get(member));
  }
}
