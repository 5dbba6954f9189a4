package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import java.util.List;
import java.util.Optional;

/// One account as its switchboard sees it.
///
/// @param defaultGroup the group that rings for channels without any; empty: nobody does (IN-3c)
public record AccountSettings(
    AccountId account,
    List<Channel> channels,
    List<Agent> agents,
    List<RingGroup> ringGroups,
    Optional<RingGroupId> defaultGroup,
    Policy policy) {
  public AccountSettings {
    channels = List.copyOf(channels);
    agents = List.copyOf(agents);
    ringGroups = List.copyOf(ringGroups);
  }

  /// An account without a default group.
  public AccountSettings(
      AccountId account,
      List<Channel> channels,
      List<Agent> agents,
      List<RingGroup> ringGroups,
      Policy policy) {
    this(account, channels, agents, ringGroups, Optional.empty(), policy);
  }
}
