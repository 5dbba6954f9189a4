package io.dering.signaling.money;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.activity.LedgerRecord.HoldSettled;
import io.dering.signaling.activity.LedgerRecord.ThresholdCrossed;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.LedgerDecision.Done;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An entry about to be written to a ledger, which it only reads, and what it brings with it: the
/// settling of its hold, and the thresholds that it takes the balance below.
record Movement(Ledger ledger, Instant at, EntryId entry, EntryKind kind, long amountMinor) {
  /// Whom and what an entry is about.
  record Reason(@Nullable CallId call, @Nullable AgentId by, @Nullable String note) {}

  /// @param shortMinor what an adjustment could not take
  Done because(long shortMinor, Reason reason) {
    return done(entry(shortMinor, 0, reason), null);
  }

  Done settling(HoldSettled settled) {
    HoldId hold = settled.hold();
    return done(entry(0, hold.minute(), new Reason(hold.call(), null, null)), settled);
  }

  private EntryAdded entry(long shortMinor, int minute, Reason reason) {
    return new EntryAdded(
        at,
        ledger.account(),
        ledger.sequence() + 1,
        entry,
        kind,
        amountMinor,
        shortMinor,
        ledger.balanceMinor() + amountMinor,
        reason.call(),
        minute,
        reason.by(),
        reason.note());
  }

  private Done done(EntryAdded added, @Nullable HoldSettled settled) {
    List<Long> crossed =
        LowBalance.crossed(
            ledger.terms().thresholdsMinor(), ledger.balanceMinor(), added.balanceAfterMinor());
    if (crossed.isEmpty()) {
      return new Done(settled == null ? List.of(added) : List.of(added, settled));
    }
    List<LedgerRecord> records = new ArrayList<>();
    records.add(added);
    if (settled != null) {
      records.add(settled);
    }
    for (long threshold : crossed) {
      records.add(new ThresholdCrossed(at, ledger.account(), threshold, added.balanceAfterMinor()));
    }
    return new Done(records);
  }
}
