package io.dering.signaling.money;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A ledger as the store knows it, for a start.
///
/// @param heldMinor what the open ones of `holds` sum up to
/// @param lastSequence of the newest entry; 0 when there is none
/// @param lastAt of the newest entry or open hold; the epoch when there is none
/// @param holds of every call that has an open one, all its holds
/// @param entries the newest but for charges, the oldest of them first
/// @param minutesThisMonth charged minutes of the month (UTC) that `lastAt` is in
public record LedgerSnapshot(
    long balanceMinor,
    long heldMinor,
    long lastSequence,
    Instant lastAt,
    List<KnownHold> holds,
    List<KnownEntry> entries,
    long minutesThisMonth) {
  /// How many entries are remembered. More knows repeats longer, at some 150 bytes an entry.
  public static final int ENTRIES = 10_000;

  /// Of an account whose balance never moved.
  public static final LedgerSnapshot EMPTY =
      new LedgerSnapshot(0, 0, 0, Instant.EPOCH, List.of(), List.of(), 0);

  public LedgerSnapshot {
    holds = List.copyOf(holds);
    entries = List.copyOf(entries);
  }

  /// A hold and what became of it.
  ///
  /// @param chargedMinor of a settled one; else 0
  public record KnownHold(HoldId hold, long amountMinor, HoldState state, long chargedMinor) {}

  /// An entry that may be asked for again.
  ///
  /// @param askedMinor [io.dering.signaling.activity.LedgerRecord.EntryAdded#askedMinor]
  public record KnownEntry(EntryId entry, EntryKind kind, long askedMinor, @Nullable CallId call) {}
}
