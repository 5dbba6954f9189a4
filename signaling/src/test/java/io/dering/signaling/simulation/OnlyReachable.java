package io.dering.signaling.simulation;

import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// IN-6: nothing begins to ring for an agent of whose pages none has answered for a while.
final class OnlyReachable implements Auditor {
  /// What a slow commit keeps back was decided before.
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Map<ConnectionId, Tab> tabs = new HashMap<>();

  private final Deque<Gone> gone = new ArrayDeque<>();

  private record Gone(ConnectionId connection, Instant at) {}

  private record Tab(AccountId account, AgentId agent, Instant silentSince) {
    boolean isOf(Tab other) {
      return account.equals(other.account) && agent.equals(other.agent);
    }
  }

  /// It counts as there for as long as what was decided before may be kept back.
  private void left(ConnectionId connection, Instant at) {
    tabs.computeIfPresent(
        connection,
        (_, tab) ->
            new Tab(
                tab.account(),
                tab.agent(),
                tab.silentSince().isBefore(at) ? tab.silentSince() : at));
    gone.add(new Gone(connection, at));
  }

  private void forget(Instant at) {
    while (!gone.isEmpty() && gone.getFirst().at().isBefore(at.minus(SLACK))) {
      tabs.remove(gone.removeFirst().connection());
    }
  }

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    forget(at);
    switch (fact) {
      case Fact.AgentConnected f ->
          tabs.putIfAbsent(f.connection(), new Tab(account, f.agent(), Instant.MAX));
      case Fact.AgentDisconnected f -> left(f.connection(), at);
      case Fact.AgentSilent f ->
          tabs.computeIfPresent(f.connection(), (_, tab) -> new Tab(account, tab.agent(), at));
      case Fact.AgentHeard f ->
          tabs.computeIfPresent(
              f.connection(), (_, tab) -> new Tab(account, tab.agent(), Instant.MAX));
      default -> {
        // Says nothing of reachability.
      }
    }
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (command instanceof Command.Tell(var tab, DeskMessage.CallIncoming _)
        && tabs.containsKey(tab)) {
      Tab told = tabs.get(tab);
      Claim.that(
          tabs.values().stream()
              .filter(other -> other.isOf(told))
              .anyMatch(other -> other.silentSince().isAfter(at.minus(SLACK))),
          "an agent rings of whose pages none answers");
    }
  }

  @Override
  public void died(AccountId account) {
    tabs.values().removeIf(tab -> tab.account().equals(account));
  }
}
