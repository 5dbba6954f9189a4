package io.dering.gateway.conductor;

import io.dering.gateway.storage.CallLog;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Fact;
import java.util.LinkedHashSet;
import java.util.List;

/// Calls that the switchboard took for new although the log has them: a webhook came again after
/// its tombstone was gone. That is no defect; what such a call writes is dropped in silence, and
/// nothing of it is released.
final class Repeats {
  /// More remembers more of a flood of old webhooks; each costs some 100 bytes.
  private static final int MAX_REMEMBERED = 1_000;

  private final CallLog log;
  private final LinkedHashSet<CallId> repeated = new LinkedHashSet<>();

  Repeats(CallLog log) {
    this.log = log;
  }

  /// Whether this is a connect of a call that has its row: whatever became of that call, the
  /// connect changes nothing. The switchboard knows as much as long as it remembers the call, which
  /// ends early when the wall clock is put right between two processes; the call would then ring
  /// again in memory alone, and take records of others with it that share a step with its own.
  boolean isInTheLog(Fact fact) {
    return fact instanceof Fact.CallOffered offered && log.knows(offered.metaCall());
  }

  /// Whether every record belongs to a call that is in the log under another id.
  boolean areAllIn(List<ActivityRecord> records) {
    return records.stream().allMatch(this::isRepeated);
  }

  private boolean isRepeated(ActivityRecord written) {
    if (!(written instanceof CallRecord record)) {
      return false;
    }
    if (record instanceof CallRecord.CallOpened opened && log.knows(opened.metaCall())) {
      repeated.add(opened.call());
      if (repeated.size() > MAX_REMEMBERED) {
        repeated.removeFirst();
      }
    }
    return repeated.contains(record.call());
  }
}
