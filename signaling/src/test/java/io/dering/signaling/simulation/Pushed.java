package io.dering.signaling.simulation;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// RG-2, IN-9: a push goes to an agent whom no page can tell, once for each device, and whatever
/// device has it is told when the call no longer rings there.
final class Pushed implements Auditor {
  /// What a slow commit keeps back was decided before.
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Map<ConnectionId, Tab> tabs = new HashMap<>();
  private final Map<Shown, Integer> shown = new HashMap<>();

  /// @param liveSince since when its page answers, `MAX` while it does not
  private record Tab(AccountId account, AgentId agent, Instant liveSince) {}

  /// What a device shows, with the number of the announcement.
  private record Shown(AccountId account, CallId call, PushDeviceId device) {}

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    switch (fact) {
      case Fact.AgentConnected f ->
          tabs.putIfAbsent(f.connection(), new Tab(account, f.agent(), at));
      case Fact.AgentDisconnected f -> tabs.remove(f.connection());
      case Fact.AgentSilent f -> live(f.connection(), Instant.MAX);
      case Fact.AgentHeard f -> live(f.connection(), at);
      case Fact.PushRefused f ->
          shown.remove(new Shown(account, f.call(), f.device()), f.announcement());
      default -> {
        // Says nothing of pages and pushes.
      }
    }
  }

  private void live(ConnectionId tab, Instant since) {
    tabs.computeIfPresent(tab, (_, known) -> new Tab(known.account(), known.agent(), since));
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    switch (command) {
      case Command.PushRinging push -> {
        Claim.that(
            tabs.values().stream()
                .filter(tab -> tab.account().equals(account) && tab.agent().equals(push.agent()))
                .noneMatch(tab -> tab.liveSince().isBefore(at.minus(SLACK))),
            "a push to an agent with a page that answers");
        for (PushDevice device : push.to()) {
          Shown one = new Shown(account, push.call(), device.id());
          Claim.that(shown.putIfAbsent(one, push.announcement()) == null, "a device is told twice");
        }
      }
      case Command.PushOver over -> {
        for (PushDevice device : over.to()) {
          // It may have been refused meanwhile.
          shown.remove(new Shown(account, over.call(), device.id()));
        }
      }
      default -> {
        // Nothing for a push service.
      }
    }
  }

  @Override
  public void died(AccountId account) {
    tabs.values().removeIf(tab -> tab.account().equals(account));
    shown.keySet().removeIf(one -> one.account().equals(account));
  }

  @Override
  public void over() {
    Claim.that(shown.isEmpty(), "a device still shows a call that is over");
  }
}
