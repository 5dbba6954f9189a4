package io.dering.gateway.storage;

import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which entries of a ledger are asked for; null stands for all.
///
/// @param from at or after then
/// @param until before then
public record LedgerFilter(
    AccountId account,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable EntryKind kind,
    @Nullable CallId call) {
  public static LedgerFilter of(AccountId account) {
    return new LedgerFilter(account, null, null, null, null);
  }
}
