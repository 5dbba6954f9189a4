package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// L2 (IN-7): a ringing window never runs out early, and late by no more than the wake-up was, or
/// the commit that was on its way. By the process's own clock, as its log says.
final class OnTime implements Auditor {
  /// What this simulation holds a process up by on purpose: a late wake-up behind a slow commit.
  private static final Duration HELD_UP =
      Duration.ofMillis(CallCentre.MAX_LATENESS_MS + Runner.MAX_COMMIT_MS);

  private final Map<CallId, Instant> opened = new HashMap<>();
  private final Map<CallId, Duration> windows = new HashMap<>();
  private final List<Integer> lateMs = new ArrayList<>();

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (command instanceof Command.Tell tell
        && tell.message() instanceof DeskMessage.CallIncoming incoming) {
      windows.put(incoming.call(), Duration.ofMillis(incoming.windowMs()));
    }
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    switch (written) {
      case CallRecord.CallOpened begun -> opened.put(begun.call(), begun.at());
      case CallRecord.CallEvent _, CallRecord.CallPlaced _ -> {}
      case CallRecord.CallClosed closed -> ended(closed);
    }
  }

  private void ended(CallRecord.CallClosed closed) {
    Instant begun = opened.remove(closed.call());
    Duration window = windows.remove(closed.call());
    // A call that no page heard of told nobody its window.
    if (closed.reason() == EndReason.TIMED_OUT && begun != null && window != null) {
      Duration late = Duration.between(begun.plus(window), closed.at());
      Claim.that(!late.isNegative(), "a ringing window ran out early: " + late);
      Claim.that(late.compareTo(HELD_UP) <= 0, "a ringing window ran out late: " + late);
      lateMs.add((int) late.toMillis());
    }
  }

  /// For each window that ran out, how late, in ms.
  List<Integer> lateMs() {
    return lateMs;
  }
}
