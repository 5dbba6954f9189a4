package io.dering.gateway.storage;

import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import java.util.List;

/// A page of a ledger, newest first. `hasMore` tells whether older entries follow the last one.
public record LedgerPage(List<EntryAdded> entries, boolean hasMore) {
  public LedgerPage {
    entries = List.copyOf(entries);
  }
}
