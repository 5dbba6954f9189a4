package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// X1: nothing unsigned reaches a switchboard. X2: an account's webhooks, records, requests, pages
/// and legs are its own.
final class Apart implements Auditor {
  private final Map<ChannelId, AccountId> channels;
  private final Map<CallId, AccountId> calls = new HashMap<>();

  Apart(Map<ChannelId, AccountId> channels) {
    this.channels = Map.copyOf(channels);
  }

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    switch (fact) {
      case Fact.CallOffered offered -> {
        Claim.that(!Meta.isForged(offered.metaCall()), "an unsigned webhook was believed");
        belongs(account, offered.channel());
      }
      case Fact.FromMeta webhook -> belongs(account, webhook.channel());
      case Fact.FromAgent agent ->
          Claim.that(
              Desks.isTabOf(agent.connection(), account.value(), agent.agent()),
              "an account hears a page of another");
      case Fact.PushRefused refused ->
          Claim.that(
              Desks.belongs(refused.device(), account.value()),
              "an account hears of a browser of another");
      case Fact.FromPermission read -> belongs(account, read.channel());
      case Fact.MinuteStored stored -> belongs(account, stored.call());
      case Fact.FromMedia _,
          Fact.FromGraph _,
          Fact.FromSettings _,
          Fact.LimitsSet _,
          Fact.AdmissionSet _,
          Fact.Requested _ -> {}
    }
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    if (written instanceof CallRecord.CallOpened opened) {
      calls.put(opened.call(), account);
      belongs(account, opened.channel());
      Claim.that(opened.account().equals(account), "a row in another account");
    }
    belongs(account, written.call());
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    switch (command) {
      case Command.Tell tell ->
          Claim.that(
              Desks.belongs(tell.connection(), account.value()),
              "a page is told about another account");
      case Command.ForGraph asked -> {
        belongs(account, asked.channel());
        belongs(account, asked.call());
      }
      case Command.ForPush push -> {
        belongs(account, push.call());
        Claim.that(
            push.to().stream().allMatch(device -> Desks.belongs(device.id(), account.value())),
            "a browser of another account is told");
      }
      case Command.ForMedia media -> belongs(account, media.call());
      case Command.ConfirmMinute held -> belongs(account, held.call());
      case Command.ForPermission asked -> belongs(account, asked.channel());
      case Command.Answer _, Command.ForSettings _ -> {}
    }
  }

  private void belongs(AccountId account, ChannelId channel) {
    Claim.that(account.equals(channels.get(channel)), "a channel of another account");
  }

  private void belongs(AccountId account, CallId call) {
    Claim.that(account.equals(calls.get(call)), "a call of another account");
  }
}
