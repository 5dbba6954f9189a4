package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// I3 (IN-7): no page rings longer than what is left of its call's window and 2 s, by true time,
/// whatever is late or lost; and the row says so too.
final class Rings implements Auditor {
  private static final Duration SLACK = Duration.ofSeconds(2);

  /// Of any window, for calls that rang on no page.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// A start ends what it finds, and does not know when the ringing stopped.
  private static final long LONGEST_AT_A_START_MS = 60_000;

  private final Map<Page, Instant> ringing = new HashMap<>();
  private final Map<CallId, Duration> windows = new HashMap<>();
  private final Set<ConnectionId> gone = new HashSet<>();

  /// Not after the first that is due, so that most looks cost nothing.
  private Instant earliest = Instant.MAX;

  private record Page(AccountId account, ConnectionId tab, CallId call) {}

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    if (fact instanceof Fact.AgentDisconnected left) {
      gone.add(left.connection());
      ringing.keySet().removeIf(page -> page.tab().equals(left.connection()));
    }
    check(at);
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (command instanceof Command.Tell tell && !gone.contains(tell.connection())) {
      told(account, tell, at);
    }
    check(at);
  }

  private void told(AccountId account, Command.Tell tell, Instant at) {
    switch (tell.message()) {
      case DeskMessage.CallIncoming incoming -> rings(account, tell, incoming, at);
      case DeskMessage.Welcome welcome ->
          welcome.calls().forEach(incoming -> rings(account, tell, incoming, at));
      case DeskMessage.CallCancelled cancelled -> stops(account, tell, cancelled.call());
      case DeskMessage.CallTaken taken -> stops(account, tell, taken.call());
      case DeskMessage.CallConnecting connecting -> stops(account, tell, connecting.call());
      case DeskMessage.CallConnected connected -> stops(account, tell, connected.call());
      case DeskMessage.CallEnded ended -> stops(account, tell, ended.call());
      case DeskMessage.LegAnswer _,
          DeskMessage.LegUp _,
          DeskMessage.LegDown _,
          DeskMessage.LegRefused _,
          DeskMessage.CallWaiting _,
          DeskMessage.CallOutgoing _,
          DeskMessage.CallBalance _,
          DeskMessage.PresenceChanged _,
          DeskMessage.Failed _,
          DeskMessage.Pong _,
          DeskMessage.Challenge _,
          DeskMessage.Dials _,
          DeskMessage.Reachable _ -> {}
    }
  }

  private void rings(
      AccountId account, Command.Tell tell, DeskMessage.CallIncoming incoming, Instant at) {
    windows.put(incoming.call(), Duration.ofMillis(incoming.windowMs()));
    Instant due = at.plusMillis(incoming.remainingMs()).plus(SLACK);
    ringing.putIfAbsent(new Page(account, tell.connection(), incoming.call()), due);
    earliest = due.isBefore(earliest) ? due : earliest;
  }

  private void stops(AccountId account, Command.Tell tell, CallId call) {
    ringing.remove(new Page(account, tell.connection(), call));
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    if (written instanceof CallRecord.CallClosed closed) {
      long longestMs =
          closed.reason() == EndReason.GATEWAY_RESTARTED
              ? LONGEST_AT_A_START_MS
              : windows.getOrDefault(closed.call(), LONGEST).plus(SLACK).toMillis();
      windows.remove(closed.call());
      Claim.that(
          closed.ringMs() >= 0 && closed.ringMs() <= longestMs,
          "rang too long, or less than nothing: " + closed.ringMs());
    }
  }

  private void check(Instant at) {
    if (at.isAfter(earliest)) {
      earliest = ringing.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MAX);
      Claim.that(!at.isAfter(earliest), "a page rings for ever");
    }
  }

  @Override
  public void died(AccountId account) {
    ringing.keySet().removeIf(page -> page.account().equals(account));
  }

  @Override
  public void over() {
    Claim.that(ringing.isEmpty(), "a page still rings");
  }
}
