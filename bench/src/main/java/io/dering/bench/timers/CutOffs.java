package io.dering.bench.timers;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Very many calls that talk at once on one balance with two minutes of money for each, every one
/// cut off when its own are spent (BAL-4). Meanwhile minutes are settled and agents are warned.
final class CutOffs {
  /// Over which the answers, and so the ends, are spread.
  private static final Duration SPREAD = Duration.ofMinutes(1);

  /// From the moment when the clock starts to the first end.
  private static final Duration AHEAD = Duration.ofSeconds(2);

  private static final Instant FIRST_ANSWER = Instant.parse("2026-11-26T10:00:00Z");

  private final Function<Instant, WaitedClock> clocks;
  private final int calls;
  private final Talking talking;
  private final Map<CallId, Instant> paidUntil = new HashMap<>();
  private final Lateness lateness = new Lateness();

  /// @param clocks makes a clock that shows that instant now
  CutOffs(Function<Instant, WaitedClock> clocks, int calls) {
    this.clocks = clocks;
    this.calls = calls;
    this.talking = new Talking(calls);
  }

  /// All talk before the clock starts; then their money ends, one by one.
  Lateness run() {
    talking.begin(FIRST_ANSWER);
    for (int number = 0; number < calls; number++) {
      Instant at = FIRST_ANSWER.plus(SPREAD.multipliedBy(number).dividedBy(calls));
      paidUntil.put(talking.answered(number, at), at.plus(Talking.PAID));
    }
    Instant start = FIRST_ANSWER.plus(Talking.PAID).minus(AHEAD);
    note(talking.advance(start), start);
    WaitedClock clock = clocks.apply(start);
    while (!paidUntil.isEmpty()) {
      clock.await(talking.switchboard().nextDeadline());
      Step step = talking.advance(clock.instant());
      // By the clock after the step, not by the instant that the step was given.
      note(step, clock.instant());
    }
    return lateness;
  }

  private void note(Step step, Instant after) {
    Set<CallId> terminated =
        step.commands().stream()
            .filter(Command.Terminate.class::isInstance)
            .map(command -> ((Command.Terminate) command).call())
            .collect(Collectors.toSet());
    for (var written : step.records()) {
      if (written instanceof CallRecord.CallClosed closed) {
        Instant deadline = paidUntil.remove(closed.call());
        if (deadline == null || closed.reason() != EndReason.BALANCE_SPENT) {
          throw new IllegalStateException("a call that should be cut off: " + closed.reason());
        }
        if (!terminated.contains(closed.call())) {
          throw new IllegalStateException("a call that ended here alone, not at Meta");
        }
        lateness.add(deadline, after);
      }
    }
  }
}
