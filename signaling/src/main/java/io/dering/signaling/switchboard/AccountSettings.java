package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.routing.RingGroup;
import java.util.List;

/// One account as its switchboard sees it.
public record AccountSettings(
    AccountId account,
    List<Channel> channels,
    List<Agent> agents,
    List<RingGroup> ringGroups,
    Policy policy) {
  public AccountSettings {
    channels = List.copyOf(channels);
    agents = List.copyOf(agents);
    ringGroups = List.copyOf(ringGroups);
  }
}
