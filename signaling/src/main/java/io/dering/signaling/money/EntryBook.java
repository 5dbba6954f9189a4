package io.dering.signaling.money;

import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.money.LedgerSnapshot.KnownEntry;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The latest entries that may be asked for again. Charges are not among them: a minute's hold
/// tells whether it is paid.
final class EntryBook {
  private final LinkedHashMap<EntryId, KnownEntry> latest = new LinkedHashMap<>();

  @Nullable KnownEntry get(EntryId entry) {
    return latest.get(entry);
  }

  void add(EntryAdded added) {
    add(new KnownEntry(added.entry(), added.kind(), added.askedMinor(), added.call()));
  }

  void add(KnownEntry entry) {
    latest.putLast(entry.entry(), entry);
    if (latest.size() > LedgerSnapshot.ENTRIES) {
      latest.pollFirstEntry();
    }
  }
}
