package io.dering.gateway.wiring;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.money.PhoneCountries;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.settings.SettingsPolicy;
import io.dering.signaling.standing.AnswerRatePolicy;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.ChannelPolicy;
import io.dering.signaling.switchboard.Policy;
import io.dering.signaling.tariff.Country;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From the configuration's words to the call heart's.
final class Accounts {
  private Accounts() {}

  static AccountSettings settings(GatewayConfig.Account account, GatewayConfig config) {
    GatewayConfig.Policy policy = config.policy();
    return new AccountSettings(
        new AccountId(account.id()),
        account.channels().stream().map(Accounts::channel).toList(),
        account.agents().stream().map(Accounts::agent).toList(),
        account.ringGroups().stream().map(Accounts::ringGroup).toList(),
        Optional.of(account.defaultRingGroup()).filter(g -> !g.isEmpty()).map(Accounts::groupId),
        account.maskContacts(),
        policy(policy)
            .withWrapUp(Duration.ofSeconds(account.wrapUpS()))
            .withCallsOpenRooms(account.callsOpenRooms()),
        new ChannelPolicy(
            config.meta().writeSettings() ? SettingsPolicy.WRITTEN : SettingsPolicy.WATCHED,
            new AnswerRatePolicy(policy.answerRateWarnPercent(), policy.answerRateLeastCalls())),
        Balances.of(account.voiceBalance(), config.mode(), config.sandbox().minuteS()));
  }

  static Agent agent(GatewayConfig.Agent agent) {
    Role role =
        switch (agent.role()) {
          case AGENT -> Role.AGENT;
          case SUPERVISOR -> Role.SUPERVISOR;
          case ADMIN -> Role.ADMIN;
        };
    return new Agent(new AgentId(agent.id()), agent.name(), role);
  }

  private static Channel channel(GatewayConfig.Channel channel) {
    return new Channel(
        new ChannelId(channel.id()),
        channel.name(),
        channel.number(),
        Duration.ofSeconds(channel.ringingWindowS()),
        Duration.ofSeconds(channel.overflowAfterS()),
        InboundRules.ALWAYS,
        false,
        channel.outbound(),
        country(channel));
  }

  /// Of the business's own number, which decides whether it may call (OUT-2).
  private static String country(GatewayConfig.Channel channel) {
    return new PhoneCountries()
        .of(new PhoneNumber(channel.number()))
        .map(Country::region)
        .orElse("");
  }

  private static RingGroup ringGroup(GatewayConfig.RingGroup group) {
    RingMode mode =
        switch (group.mode()) {
          case RING_ALL -> RingMode.RING_ALL;
          case ROUND_ROBIN -> RingMode.ROUND_ROBIN;
        };
    List<AgentId> members = group.members().stream().map(AgentId::new).toList();
    return new RingGroup(
        groupId(group.name()),
        group.name(),
        new ChannelId(group.channel()),
        mode,
        members,
        Duration.ofSeconds(group.huntingS()));
  }

  private static RingGroupId groupId(String name) {
    return new RingGroupId("group_" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
  }

  private static Policy policy(GatewayConfig.Policy policy) {
    return new Policy(
        Duration.ofSeconds(policy.rejoinGraceS()),
        Duration.ofSeconds(policy.reachabilityGraceS()),
        Duration.ofSeconds(policy.staleConnectS()),
        Duration.ofSeconds(policy.tombstoneS()),
        Duration.ofSeconds(policy.connectingTimeoutS()),
        Duration.ofSeconds(policy.recordings().voicemailWindowS()),
        Duration.ZERO,
        false,
        policy.maxCalls());
  }
}
