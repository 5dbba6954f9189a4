package io.dering.gateway.conductor;

import io.dering.gateway.storage.CallLog;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.id.CallId;
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

  /// Whether every record belongs to a call that is in the log under another id.
  boolean areAllIn(List<CallRecord> records) {
    return records.stream().allMatch(this::isRepeated);
  }

  private boolean isRepeated(CallRecord record) {
    if (record instanceof CallRecord.CallOpened opened && log.knows(opened.metaCall())) {
      repeated.add(opened.call());
      if (repeated.size() > MAX_REMEMBERED) {
        repeated.removeFirst();
      }
    }
    return repeated.contains(record.call());
  }
}
