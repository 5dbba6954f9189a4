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
/// @param maskContacts whether pages get the last digits of customers' numbers alone (RM-8)
/// @param balance what calls of the business's are paid by; empty: nothing is
/// @param channelPolicy what is done about channels' settings at Meta, and when to warn
public record AccountSettings(
    AccountId account,
    List<Channel> channels,
    List<Agent> agents,
    List<RingGroup> ringGroups,
    Optional<RingGroupId> defaultGroup,
    boolean maskContacts,
    Policy policy,
    ChannelPolicy channelPolicy,
    Optional<VoiceBalance> balance) {
  public AccountSettings {
    channels = List.copyOf(channels);
    agents = List.copyOf(agents);
    ringGroups = List.copyOf(ringGroups);
  }

  /// An account whose channels' settings at Meta are nobody's business here.
  public AccountSettings(
      AccountId account,
      List<Channel> channels,
      List<Agent> agents,
      List<RingGroup> ringGroups,
      Optional<RingGroupId> defaultGroup,
      boolean maskContacts,
      Policy policy) {
    this(
        account,
        channels,
        agents,
        ringGroups,
        defaultGroup,
        maskContacts,
        policy,
        ChannelPolicy.ALONE,
        Optional.empty());
  }

  /// The same, with calls that are paid.
  public AccountSettings with(VoiceBalance paidBy) {
    return new AccountSettings(
        account,
        channels,
        agents,
        ringGroups,
        defaultGroup,
        maskContacts,
        policy,
        channelPolicy,
        Optional.of(paidBy));
  }

  /// The same with another policy for channels.
  public AccountSettings with(ChannelPolicy other) {
    return new AccountSettings(
        account, channels, agents, ringGroups, defaultGroup, maskContacts, policy, other, balance);
  }

  /// An account that masks no numbers.
  public AccountSettings(
      AccountId account,
      List<Channel> channels,
      List<Agent> agents,
      List<RingGroup> ringGroups,
      Optional<RingGroupId> defaultGroup,
      Policy policy) {
    this(account, channels, agents, ringGroups, defaultGroup, false, policy);
  }

  /// The same without a default group.
  public AccountSettings(
      AccountId account,
      List<Channel> channels,
      List<Agent> agents,
      List<RingGroup> ringGroups,
      Policy policy) {
    this(account, channels, agents, ringGroups, Optional.empty(), false, policy);
  }
}
