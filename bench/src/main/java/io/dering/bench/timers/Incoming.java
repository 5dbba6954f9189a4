package io.dering.bench.timers;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Policy;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// One account with one agent whose page is open, and calls that come in for it.
final class Incoming {
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final AgentId AGENT = new AgentId("ayu");
  private static final SessionDescription OFFER = new SessionDescription("v=0\r\n");

  private Incoming() {}

  static Switchboard switchboard() {
    return new Switchboard(account(), new SplittableRandom(7));
  }

  static void signIn(Switchboard switchboard, Instant at) {
    var page = new ConnectionId("page");
    switchboard.handle(new Fact.AgentConnected(AGENT, page), at);
    switchboard.handle(new Fact.AgentLegUp(AGENT, page), at);
  }

  static Fact.CallOffered call(int number, Instant at) {
    return new Fact.CallOffered(
        new MetaCallId("wacid.timer" + number),
        CHANNEL,
        new Caller(null, "user" + number, null),
        OFFER,
        Payloads.NONE,
        at);
  }

  private static AccountSettings account() {
    var group =
        new RingGroup(
            new RingGroupId("group_all"), "All", CHANNEL, RingMode.RING_ALL, List.of(AGENT));
    return new AccountSettings(
        new AccountId("bench"),
        List.of(new Channel(CHANNEL, "Bench", "622150000001")),
        List.of(new Agent(AGENT, "Ayu", Role.AGENT)),
        List.of(group),
        Policy.DEFAULT);
  }
}
