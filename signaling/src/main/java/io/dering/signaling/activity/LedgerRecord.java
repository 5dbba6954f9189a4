package io.dering.signaling.activity;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a ledger appends. Amounts are minor units of the account's currency (BAL-1); times of one
/// account never go back.
public sealed interface LedgerRecord extends ActivityRecord {
  AccountId account();

  /// The balance moved. It is the sum of these (BAL-7).
  ///
  /// A CHARGE takes its amount out of balance and hold at once; the [HoldSettled] of its minute
  /// follows in the same step.
  ///
  /// @param sequence from 1, without a gap in the account
  /// @param amountMinor above zero for TOP_UP and REFUND, below for CHARGE; zero only for an
  ///   ADJUSTMENT that found nothing to take
  /// @param shortMinor how much more an ADJUSTMENT was to take than there was; else zero
  /// @param minute of the call, from 1, for a CHARGE; else 0
  /// @param by who topped up; null for what nobody did by hand
  record EntryAdded(
      Instant at,
      AccountId account,
      long sequence,
      EntryId entry,
      EntryKind kind,
      long amountMinor,
      long shortMinor,
      long balanceAfterMinor,
      @Nullable CallId call,
      int minute,
      @Nullable AgentId by,
      @Nullable String note)
      implements LedgerRecord {
    public long balanceBeforeMinor() {
      return balanceAfterMinor - amountMinor;
    }

    /// What was asked for: what moved, and what was missing.
    public long askedMinor() {
      return amountMinor - shortMinor;
    }
  }

  /// Money is set aside for a minute that is about to begin.
  record HoldPlaced(Instant at, AccountId account, HoldId hold, long amountMinor)
      implements LedgerRecord {}

  /// The minute was talked: what of its hold was not charged is free again.
  ///
  /// @param chargedMinor 0 to `heldMinor`; zero has no CHARGE beside it
  record HoldSettled(Instant at, AccountId account, HoldId hold, long heldMinor, long chargedMinor)
      implements LedgerRecord {}

  /// The minute never began: the whole hold is free again.
  record HoldReleased(Instant at, AccountId account, HoldId hold, long heldMinor)
      implements LedgerRecord {}

  /// The entry before it took the balance below a threshold (BAL-8).
  record ThresholdCrossed(Instant at, AccountId account, long thresholdMinor, long balanceMinor)
      implements LedgerRecord {}
}
