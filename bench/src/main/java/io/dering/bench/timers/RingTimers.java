package io.dering.bench.timers;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Step;
import io.dering.signaling.switchboard.Switchboard;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Very many calls that ring for one agent and that nobody answers, each ended by its ringing
/// window (IN-7).
final class RingTimers {
  private final WaitedClock clock;
  private final int calls;
  private final Switchboard switchboard = Incoming.switchboard();
  private final Map<CallId, Instant> due = new HashMap<>();
  private final Lateness lateness = new Lateness();

  RingTimers(WaitedClock clock, int calls) {
    this.clock = clock;
    this.calls = calls;
  }

  /// All ring first, then their windows run out one by one over as long as one window is.
  Lateness run() {
    Duration window = Channel.DEFAULT_RINGING_WINDOW;
    // The first is offered so long ago that making all of them is over before its window is.
    Duration head = window.dividedBy(2);
    Instant first = clock.instant().minus(window).plus(head);
    Incoming.signIn(switchboard, first);
    for (int number = 0; number < calls; number++) {
      Instant at = first.plus(head.multipliedBy(number).dividedBy(calls));
      note(switchboard.handle(Incoming.call(number, at), at), window);
    }
    while (!due.isEmpty()) {
      clock.await(switchboard.nextDeadline());
      note(switchboard.advance(clock.instant()), window);
    }
    return lateness;
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
    lateness.add(deadline, clock.instant());
  }
}
