package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// I1: an agent has one call at most. I2: a call has one winner at most, however many accept at
/// once, only the winner's tabs are put on it, and a claim does not stand longer than the
/// connecting time-out without an accept that Meta took. (I2 lets such a call ring on; ours ends.)
final class OneCallEach implements Auditor {
  /// 15 s, and what a late wake-up and two slow commits add.
  private static final Duration LONGEST_CLAIM = Duration.ofSeconds(17);

  private final Map<Person, CallId> holders = new HashMap<>();
  private final Map<CallId, Person> winners = new HashMap<>();
  private final LinkedHashMap<CallId, Claimed> claims = new LinkedHashMap<>();

  private record Person(AccountId account, AgentId agent) {}

  private record Claimed(AccountId account, Instant at) {}

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallEvent event -> noted(account, event, at);
      case CallRecord.CallClosed closed -> {
        claims.remove(closed.call());
        Person winner = winners.get(closed.call());
        if (winner != null) {
          holders.remove(winner, closed.call());
        }
      }
      case CallRecord.CallOpened _, CallRecord.CallPlaced _ -> {}
    }
    Map.Entry<CallId, Claimed> oldest = claims.firstEntry();
    Claim.that(
        oldest == null || !oldest.getValue().at().plus(LONGEST_CLAIM).isBefore(at),
        "a claim stands without an accept");
  }

  private void noted(AccountId account, CallRecord.CallEvent event, Instant at) {
    AgentId agent = event.agent();
    boolean calls = event.kind() == CallEventKind.CALLING;
    if ((event.kind() == CallEventKind.TAKEN || calls) && agent != null) {
      Person person = new Person(account, agent);
      Claim.that(winners.put(event.call(), person) == null, "two winners");
      Claim.that(holders.put(person, event.call()) == null, "an agent holds two calls");
      if (!calls) {
        claims.put(event.call(), new Claimed(account, at));
      }
    } else if (event.kind() == CallEventKind.CONNECTED) {
      claims.remove(event.call());
    }
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (command instanceof Command.Bridge bridge) {
      Person winner = winners.get(bridge.call());
      Claim.that(
          winner != null && Desks.isTabOf(bridge.connection(), account.value(), winner.agent()),
          "a tab is on a call that its agent did not take");
    }
  }

  /// Nobody sits at a process that is gone; the next one ends what was claimed.
  @Override
  public void died(AccountId account) {
    claims.values().removeIf(claimed -> claimed.account().equals(account));
  }

  @Override
  public void over() {
    Claim.that(holders.isEmpty(), "agents still hold calls");
  }
}
