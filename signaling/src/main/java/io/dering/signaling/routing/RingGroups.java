package io.dering.signaling.routing;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RingGroupId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which groups ring for a channel, and in which group an agent is. Owned by the switchboard's
/// thread.
///
/// Divisions, which group agents for chat, are nothing that is known here (RG-8).
public final class RingGroups {
  private final Optional<RingGroupId> fallback;
  private Index index;

  /// Groups of which none rings for channels without any.
  ///
  /// @throws IllegalArgumentException as [#replace]
  public RingGroups(List<RingGroup> groups) {
    this(groups, Optional.empty());
  }

  /// The same, with a group that rings for every channel that has none.
  ///
  /// @throws IllegalArgumentException when there is no such group, and as [#replace]
  public RingGroups(List<RingGroup> groups, Optional<RingGroupId> fallback) {
    this.fallback = fallback;
    this.index = new Index(groups);
    if (fallback.isPresent() && fallbackGroup().isEmpty()) {
      throw new IllegalArgumentException("No ring group " + fallback.get());
    }
  }

  /// From now on these, all of them.
  ///
  /// @throws IllegalArgumentException when a channel has two groups of one mode (RG-5), or an agent
  ///   is in two groups or twice in one (RG-6); then nothing changes
  public void replace(List<RingGroup> groups) {
    index = new Index(groups);
  }

  /// In the order in which they were made.
  public List<RingGroup> all() {
    return index.all;
  }

  public Optional<RingGroup> find(RingGroupId id) {
    return index.all.stream().filter(group -> group.id().equals(id)).findFirst();
  }

  /// Whether this is the group that rings for channels without any.
  public boolean isFallback(RingGroupId id) {
    return fallback.filter(id::equals).isPresent();
  }

  /// The channel's group of that mode.
  public Optional<RingGroup> of(ChannelId channel, RingMode mode) {
    Map<RingMode, RingGroup> modes = index.byChannel.get(channel);
    return modes == null
        ? fallbackGroup().filter(group -> group.mode() == mode)
        : Optional.ofNullable(modes.get(mode));
  }

  /// The group in which the agent rings: at most one (RG-6).
  public Optional<RingGroup> of(AgentId member) {
    return Optional.ofNullable(index.byMember.get(member));
  }

  private Optional<RingGroup> fallbackGroup() {
    return fallback.flatMap(this::find);
  }

  /// The groups of one moment, found by channel and by member.
  private static final class Index {
    private final List<RingGroup> all;
    private final Map<ChannelId, Map<RingMode, RingGroup>> byChannel = new HashMap<>();
    private final Map<AgentId, RingGroup> byMember = new HashMap<>();

    private Index(List<RingGroup> groups) {
      all = List.copyOf(groups);
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
  }
}
