package io.dering.bench.timers;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Status;
import io.dering.signaling.room.Actor;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Policy;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import io.dering.signaling.switchboard.VoiceBalance;
import io.dering.signaling.tariff.Country;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// One account that calls very many customers at once, an agent for each, on one balance that is
/// enough for two minutes of every call. The store is one that has everything at once.
final class Talking {
  /// How long each call may last.
  static final Duration PAID = Duration.ofMinutes(2);

  private static final long MINUTE_MINOR = 1_000;

  /// Meta's limit of calls at once is of a business's number.
  private static final int CALLS_OF_A_CHANNEL = 1_000;

  private static final SessionDescription OFFER = new SessionDescription("v=0\r\n");
  private static final MetaPermission ALLOWED =
      new MetaPermission(
          Status.PERMANENT,
          Optional.empty(),
          new Action(true, List.of()),
          new Action(true, List.of()));

  private final int calls;
  private final Switchboard switchboard;
  private long requests;

  Talking(int calls) {
    this.calls = calls;
    this.switchboard = new Switchboard(account(calls), new SplittableRandom(7));
  }

  Switchboard switchboard() {
    return switchboard;
  }

  /// The balance has its money. Once, before any call.
  void begin(Instant at) {
    handle(
        requested(
            new MoneyRequest.TopUp(
                new EntryId("bench"),
                calls * PAID.toMinutes() * MINUTE_MINOR,
                Optional.empty(),
                "")),
        at);
  }

  /// An agent's call to a customer of its own, from the request to the answer at `at`.
  CallId answered(int number, Instant at) {
    AgentId agent = agent(number);
    ChannelId channel = channel(number);
    var page = new ConnectionId("page" + number);
    var metaCall = new MetaCallId("wacid.talk" + number);
    var customer =
        new Caller(new PhoneNumber("%d".formatted(447_700_000_000L + number)), null, null);
    handle(new Fact.AgentConnected(agent, page), at);
    handle(new Fact.AgentLegUp(agent, page), at);
    Step placed =
        handle(
            requested(
                new CallRequest.PlaceCall(
                    new Actor.Backend(), agent, new CallRequest.OfNumber(channel, customer))),
            at);
    CallId call =
        placed.commands().stream()
            .filter(Command.ReadPermission.class::isInstance)
            .map(command -> ((Command.ReadPermission) command).call())
            .findFirst()
            .orElseThrow();
    handle(new Fact.PermissionRead(call, channel, ALLOWED), at);
    handle(new Fact.OfferMade(call, OFFER), at);
    handle(new Fact.CallPlaced(call, metaCall), at);
    handle(new Fact.MetaLegConnected(call), at);
    handle(new Fact.CallProgressed(metaCall, channel, CallProgress.ACCEPTED, null, at), at);
    return call;
  }

  /// What is due is done.
  Step advance(Instant now) {
    Step step = switchboard.advance(now);
    confirm(step, now);
    return step;
  }

  private Step handle(Fact fact, Instant at) {
    Step step = switchboard.handle(fact, at);
    confirm(step, at);
    return step;
  }

  /// What is held counts when it is stored.
  private void confirm(Step step, Instant at) {
    for (Command command : step.commands()) {
      if (command instanceof Command.ConfirmMinute(var call, var minute)) {
        handle(new Fact.MinuteStored(call, minute), at);
      }
    }
  }

  private Fact requested(BackendRequest request) {
    return new Fact.Requested(new RequestId(++requests), request);
  }

  private static AgentId agent(int number) {
    return new AgentId("agent-" + number);
  }

  private static ChannelId channel(int number) {
    return new ChannelId("%d".formatted(100_000_000_000_000L + number / CALLS_OF_A_CHANNEL));
  }

  private static AccountSettings account(int calls) {
    List<Agent> agents = new ArrayList<>(calls);
    for (int number = 0; number < calls; number++) {
      agents.add(new Agent(agent(number), "Agent", Role.AGENT));
    }
    List<Channel> channels = new ArrayList<>();
    for (int number = 0; number < calls; number += CALLS_OF_A_CHANNEL) {
      channels.add(
          new Channel(channel(number), "Bench", "%d".formatted(442_079_000_000L + number)));
    }
    var country = Optional.of(new Country("GB", 44));
    var card =
        new RateCard(
            "IDR",
            60,
            0,
            List.of(new RateRow("44", LocalDate.of(2026, 1, 1), 0, null, MINUTE_MINOR)));
    return new AccountSettings(new AccountId("bench"), channels, agents, List.of(), Policy.DEFAULT)
        .with(
            new VoiceBalance(
                new LedgerTerms(1, MINUTE_MINOR, List.of()), Optional.of(card), _ -> country));
  }
}
