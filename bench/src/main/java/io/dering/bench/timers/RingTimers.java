package io.dering.bench.timers;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Policy;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/// Very many calls that ring for one agent and that nobody answers, each ended by its ringing
/// window (IN-7).
final class RingTimers {
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final AgentId AGENT = new AgentId("ayu");
  private static final SessionDescription OFFER = new SessionDescription("v=0\r\n");
  private static final long MAX_NANOS = Duration.ofMinutes(2).toNanos();

  private final Clock clock;
  private final int calls;
  private final Switchboard switchboard = new Switchboard(account(), new SplittableRandom(7));
  private final Map<CallId, Instant> due = new HashMap<>();
  private final Histogram lateNanos = new Histogram(MAX_NANOS, 3);
  private long early;

  /// Time, and how one waits for it.
  interface Clock {
    Instant instant();

    /// Returns at that instant or a little later.
    void await(Instant until);
  }

  /// How many were ended too early, and how late the others were.
  record Outcome(long early, Histogram lateNanos) {}

  RingTimers(Clock clock, int calls) {
    this.clock = clock;
    this.calls = calls;
  }

  /// All ring first, then their windows run out one by one over as long as one window is.
  Outcome run() {
    Duration window = Channel.DEFAULT_RINGING_WINDOW;
    // The first is offered so long ago that making all of them is over before its window is.
    Duration head = window.dividedBy(2);
    Instant first = clock.instant().minus(window).plus(head);
    var page = new ConnectionId("page");
    switchboard.handle(new Fact.AgentConnected(AGENT, page), first);
    switchboard.handle(new Fact.AgentLegUp(AGENT, page), first);
    for (int number = 0; number < calls; number++) {
      Instant at = first.plus(head.multipliedBy(number).dividedBy(calls));
      note(switchboard.handle(offer(number, at), at), window);
    }
    while (!due.isEmpty()) {
      clock.await(switchboard.nextDeadline());
      note(switchboard.advance(clock.instant()), window);
    }
    return new Outcome(early, lateNanos);
  }

  private void note(Step step, Duration window) {
    for (var written : step.records()) {
      switch (written) {
        case CallRecord.CallOpened opened -> due.put(opened.call(), opened.at().plus(window));
        case CallRecord.CallClosed closed -> ended(closed);
        default -> {}
      }
    }
  }

  private void ended(CallRecord.CallClosed closed) {
    Instant deadline = due.remove(closed.call());
    if (deadline == null || closed.reason() != EndReason.TIMED_OUT) {
      throw new IllegalStateException("a call that should have timed out: " + closed.reason());
    }
    // By the clock after the step, not by the instant that the step was given.
    long late = Duration.between(deadline, clock.instant()).toNanos();
    if (late < 0) {
      early++;
    } else {
      lateNanos.recordValue(Math.min(late, MAX_NANOS));
    }
  }

  private static Fact.CallOffered offer(int number, Instant at) {
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
