package io.dering.gateway.rest;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord.EntryAdded;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The ledger of a voice balance as the REST API reads it (BAL-7). Returns at once; stages may
/// complete anywhere.
public interface LedgerReader {
  /// Which entries are asked for; null stands for all.
  ///
  /// @param from at or after then
  /// @param until before then
  record Filter(
      AccountId account,
      @Nullable Instant from,
      @Nullable Instant until,
      @Nullable EntryKind kind,
      @Nullable CallId call) {}

  /// Newest first. `hasMore` tells whether older entries follow the last one.
  record Page(List<EntryAdded> entries, boolean hasMore) {
    public Page {
      entries = List.copyOf(entries);
    }
  }

  /// @param limit 1 to 200
  /// @param before only entries of a lower sequence, or null for the newest
  CompletionStage<Page> page(Filter filter, int limit, @Nullable Long before);
}
