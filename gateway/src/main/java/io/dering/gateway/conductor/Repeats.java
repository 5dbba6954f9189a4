package io.dering.gateway.conductor;

import io.dering.gateway.storage.CallLog;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.RoomTable;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Fact;
import java.util.LinkedHashSet;
import java.util.List;

/// What the switchboard would take for new although the store has it: messages that Meta delivers
/// again, and calls whose webhook came again after its tombstone was gone. That is no defect; what
/// such a call writes is dropped in silence, and nothing of it is released.
final class Repeats {
  /// More remembers more of a flood of old webhooks; each costs some 100 bytes.
  private static final int MAX_REMEMBERED = 1_000;

  private final AccountId account;
  private final CallLog log;
  private final RoomTable rooms;
  private final LinkedHashSet<CallId> repeated = new LinkedHashSet<>();

  Repeats(AccountId account, CallStore store) {
    this.account = account;
    this.log = store.log();
    this.rooms = store.rooms();
  }

  /// Whether this is a message that is kept, or a connect of a call that has its row: whatever
  /// became of that call, the connect changes nothing. The switchboard knows as much as long as it
  /// remembers the call, which ends early when the wall clock is put right between two processes;
  /// the call would then ring again in memory alone, and take records of others with it that share
  /// a step with its own.
  boolean isInTheLog(Fact fact) {
    if (fact instanceof Fact.CustomerWrote wrote) {
      return rooms.knows(account, wrote.message().id());
    }
    if (fact instanceof Fact.PermissionReplied replied) {
      return rooms.knows(account, replied.message().id());
    }
    if (fact instanceof Fact.CustomerChanged changed) {
      return rooms.knows(account, changed.message().id());
    }
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
