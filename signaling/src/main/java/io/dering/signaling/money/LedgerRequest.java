package io.dering.signaling.money;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import java.util.Optional;

/// What is asked of a ledger. Its id is made before it is sent, so that it may be sent again.
public sealed interface LedgerRequest {
  /// Money comes in.
  ///
  /// @param note shown beside the entry; may be empty
  record TopUp(EntryId entry, long amountMinor, Optional<AgentId> by, String note)
      implements LedgerRequest {}

  /// Set this aside for that minute, which is about to begin.
  record Hold(HoldId hold, long amountMinor) implements LedgerRequest {}

  /// The minute was talked and costs this much; the rest of the hold goes back.
  ///
  /// @param amountMinor 0 to what is held
  record Settle(HoldId hold, long amountMinor) implements LedgerRequest {}

  /// The minute never began: all of it goes back.
  record Release(HoldId hold) implements LedgerRequest {}

  /// Give back something that the call was charged.
  record Refund(EntryId entry, CallId call, long amountMinor) implements LedgerRequest {}

  /// Correct a call's charges by what is known better now (BAL-6).
  ///
  /// One that takes more than is available takes what there is, which may be nothing, and says in
  /// its entry how much was missing: it may neither be lost nor take money that runs a call.
  ///
  /// @param amountMinor below zero takes, above gives
  record Adjust(EntryId entry, CallId call, long amountMinor, String reason)
      implements LedgerRequest {}
}
