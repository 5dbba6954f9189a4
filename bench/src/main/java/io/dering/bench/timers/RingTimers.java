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
import org.HdrHistogram.Histogram;

/// Very many calls that ring for one agent and that nobody answers, each ended by its ringing
/// window (IN-7).
final class RingTimers {
  private static final long MAX_NANOS = Duration.ofMinutes(2).toNanos();

  private final Clock clock;
  private final int calls;
  private final Switchboard switchboard = Incoming.switchboard();
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
    Incoming.signIn(switchboard, first);
    for (int number = 0; number < calls; number++) {
      Instant at = first.plus(head.multipliedBy(number).dividedBy(calls));
      note(switchboard.handle(Incoming.call(number, at), at), window);
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
}
