package io.dering.signaling.simulation;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.HoldState;
import io.dering.signaling.money.LedgerSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a disk knows of an account's balance, from its records alone.
final class KeptMoney {
  private final List<LedgerRecord.EntryAdded> entries = new ArrayList<>();
  private final Map<HoldId, LedgerSnapshot.KnownHold> holds = new LinkedHashMap<>();
  private final Set<HoldId> open = new HashSet<>();
  private LedgerRecord.@Nullable EntryAdded newest;
  private long minutes;
  private Instant last = Instant.EPOCH;

  void append(LedgerRecord written) {
    last = written.at().isAfter(last) ? written.at() : last;
    switch (written) {
      case LedgerRecord.EntryAdded added -> {
        if (added.kind() == EntryKind.CHARGE) {
          minutes++;
        } else {
          entries.add(added);
        }
        newest = added;
      }
      case LedgerRecord.HoldPlaced placed -> {
        put(placed.hold(), placed.amountMinor(), HoldState.OPEN, 0);
        open.add(placed.hold());
      }
      case LedgerRecord.HoldSettled settled -> {
        put(settled.hold(), settled.heldMinor(), HoldState.SETTLED, settled.chargedMinor());
        open.remove(settled.hold());
      }
      case LedgerRecord.HoldReleased released -> {
        put(released.hold(), released.heldMinor(), HoldState.RELEASED, 0);
        open.remove(released.hold());
      }
      case LedgerRecord.ThresholdCrossed _ -> {
        // Told, not kept.
      }
    }
  }

  private void put(HoldId hold, long amountMinor, HoldState state, long chargedMinor) {
    holds.put(hold, new LedgerSnapshot.KnownHold(hold, amountMinor, state, chargedMinor));
  }

  boolean hasOpenHolds() {
    return !open.isEmpty();
  }

  /// For a start.
  LedgerSnapshot snapshot() {
    Set<CallId> calls = new HashSet<>();
    open.forEach(hold -> calls.add(hold.call()));
    List<LedgerSnapshot.KnownHold> known =
        calls.isEmpty()
            ? List.of()
            : holds.values().stream().filter(hold -> calls.contains(hold.hold().call())).toList();
    long held =
        known.stream()
            .filter(hold -> hold.state() == HoldState.OPEN)
            .mapToLong(LedgerSnapshot.KnownHold::amountMinor)
            .sum();
    return new LedgerSnapshot(
        newest == null ? 0 : newest.balanceAfterMinor(),
        held,
        newest == null ? 0 : newest.sequence(),
        last,
        known,
        entries.stream()
            .map(entry ->
                new LedgerSnapshot.KnownEntry(
                    entry.entry(), entry.kind(), entry.askedMinor(), entry.call()))
            .toList(),
        minutes);
  }
}
